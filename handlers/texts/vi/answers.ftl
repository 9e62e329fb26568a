# Câu dùng chung cho mọi câu trả lời: nguồn, chưa có dữ liệu, danh sách.

no-data = Hiện chưa có dữ liệu về việc này. Anh/chị có thể gửi câu hỏi cho cán bộ, tôi sẽ chuyển nguyên văn.
no-data-yet = chưa có dữ liệu
record-gone = Mục này không còn trong danh mục. Anh/chị tra lại giúp tôi nhé.
some-left = … và { $count } mục khác.

source-read = Nguồn: { $source } · đọc ngày { $day } · chưa được cán bộ xác nhận
source-confirmed = Nguồn: { $source } · cán bộ xác nhận ngày { $day }
source-unsure = chưa chắc chắn
source-vietnamese = bản ghi bằng tiếng Việt
unsure-lead = Thông tin dưới đây chưa chắc chắn, anh/chị nên hỏi lại cán bộ trước khi dùng:
not-sure = chưa chắc chắn
not-checked = chưa đối chiếu bản gốc

to-lookup = Tra cứu
to-training = Đào tạo, tập huấn
to-places = Xã, phường mới

list-page = Trang { $page }/{ $pages }.
list-more = Xem tiếp
list-lookup = Anh/chị muốn tra cứu phần nào?
list-fields = Anh/chị tìm phương tiện đo thuộc lĩnh vực nào? Có thể gõ thẳng tên, ví dụ “cân bàn”.
list-types = Anh/chị chọn loại phương tiện đo:
list-programmes = Các chương trình hỗ trợ đang có. Nếu chưa biết chọn chương trình nào, anh/chị để tôi hỏi vài câu rồi gợi ý.
list-programmes-closed = Các chương trình đã kết thúc, nay không nhận hồ sơ nữa:
list-closed = Chương trình đã hết
list-deadlines-trade = Anh/chị hoạt động trong lĩnh vực nào? Tôi sẽ liệt kê các hạn phải nhớ.
list-deadlines = Các hạn và nghĩa vụ liên quan:
list-definitions = Anh/chị muốn xem phần giải thích nào?
list-providers =
    Các đơn vị có trong danh bạ, gần trước xa sau. Muốn đúng loại phương tiện đo, anh/chị gõ ví dụ “kiểm định cân ô tô”.
list-places = Từ 01/07/2025 không còn cấp huyện. Anh/chị chọn huyện hoặc thành phố cũ để xem xã, phường hiện nay:
list-communes = Các xã, phường hiện nay của tỉnh:
list-communes-of = { $name } (tên cũ) nay gồm:
list-plan = Kế hoạch đo lường của tỉnh có những phần sau. Anh/chị muốn xem phần nào?
list-observances = Những ngày kỷ niệm trong năm:
list-trainings = Các lớp, hội nghị từng được tổ chức (để tham khảo). Lịch lớp mới: chưa có dữ liệu, anh/chị hỏi cán bộ giúp.

trade-fuel = Xăng dầu
trade-gas = Khí, gas
trade-gold = Vàng, trang sức
trade-retail = Chợ, siêu thị, bán lẻ
trade-packaged = Hàng đóng gói sẵn
trade-manufacturing = Sản xuất, nhập khẩu
trade-testing = Kiểm định, hiệu chuẩn
trade-food = Thực phẩm
trade-agriculture = Nông, lâm nghiệp
trade-construction = Xây dựng
trade-health = Y tế
trade-transport = Vận tải
trade-logistics = Kho bãi, cửa khẩu
trade-office = Cơ quan nhà nước
trade-other = Lĩnh vực khác
