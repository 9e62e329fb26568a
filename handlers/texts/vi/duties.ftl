# Hạn, nghĩa vụ, ngày kỷ niệm, kế hoạch của tỉnh, đào tạo, văn bản đang sửa đổi.

deadline-when = Khi nào: { $when }
deadline-next = Lần tới: { $day }, còn { $left } ngày.
deadline-doubtful = Hạn này cán bộ còn phải chốt lại theo văn bản mới, nên tôi chưa tính ngày cụ thể.
deadline-who = Ai phải làm: { $who }
deadline-what = Việc phải làm: { $what }
deadline-basis = Căn cứ: { $law }

observance-next =
    { $left ->
        [0] Chính là hôm nay, { $day }.
       *[other] Ngày { $day }, còn { $left } ngày.
    }
observance-once = Đây là sự kiện của một năm, không lặp lại vào đúng ngày này. Lần sau: chưa có dữ liệu.
observance-theme = Chủ đề năm { $year }: { $theme }
observance-no-theme = Chủ đề năm { $year }: chưa công bố.
observance-local = Sự kiện tại Lạng Sơn: chưa có dữ liệu.
observance-basis = Căn cứ: { $basis }
observance-past = Những năm gần đây:
observance-history = Các năm trước
observance-card = Lần tới là khi nào?
no-theme = chưa công bố hoặc không tìm thấy

plan-aim = Mục tiêu chung
plan-target = Chỉ tiêu
plan-money = Kinh phí
plan-task = Nhiệm vụ
plan-actor = Ai thực hiện
plan-phase = Giai đoạn { $phase }.

training-schedule = Lịch lớp sắp tới và học phí: chưa có dữ liệu, Sở sẽ thông báo khi mở lớp. Thông tin đã có:
training-runner = Đơn vị tổ chức: { $value }
training-when = Thời gian: { $value }
training-duration = Thời lượng: { $value }
training-target = Dành cho: { $value }
training-capacity = Số lượng: { $value }
training-certificate = Chứng nhận: { $value }
training-topics = Nội dung: { $value }
training-others = Các lớp đã tổ chức

law-status = Tình trạng: { $status }
law-advice = Nội dung có thể thay đổi; trước khi làm hồ sơ, anh/chị hỏi lại cán bộ.
plan-targets = Mục tiêu giai đoạn {$phase}:
