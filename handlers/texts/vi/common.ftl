# Những câu dùng ở mọi nơi: chào, thực đơn, quay lại, huỷ, không hiểu.

greeting =
    Xin chào anh/chị! Tôi là Trợ lý Đo lường của Sở Khoa học và Công nghệ tỉnh Lạng Sơn.
    Anh/chị cứ hỏi tự nhiên, ví dụ: “cân ô tô bao lâu kiểm định lại”, hoặc chọn một mục dưới đây.
menu-lead = Anh/chị cần tra cứu mục nào? Có thể chọn một mục, hoặc gõ thẳng câu hỏi.
help =
    Anh/chị gõ câu hỏi như đang nhắn tin, có dấu hay không dấu đều được, ví dụ “can ban co phai kiem dinh khong”.
    Khi có danh sách, anh/chị bấm nút, gõ số thứ tự hoặc gõ tên.
    Lúc nào cũng dùng được: menu (trang đầu), quay lại (câu trước), huỷ (thôi), hỏi cán bộ, ngôn ngữ, TẮT (không nhận tin ngoài câu trả lời).

button-instruments = Phương tiện đo
button-providers = Đơn vị kiểm định
button-programmes = Chương trình hỗ trợ
button-fit = Tôi hợp chương trình nào?
button-deadlines = Hạn báo cáo, nghĩa vụ
button-observance = Ngày Đo lường 20/1
button-definitions = Giải thích thuật ngữ
button-plan = Kế hoạch của tỉnh
button-office = Liên hệ cơ quan
button-ask = Hỏi cán bộ
button-ask-this = Gửi câu này cho cán bộ
button-language = English
button-menu = Về menu
button-list = Xem danh sách
button-none-of-these = Không phải, hỏi cán bộ
button-cancel = Huỷ
button-send = Gửi
button-do-not-send = Không gửi

language-name = Tiếng Việt
language-ask = Anh/chị muốn dùng ngôn ngữ nào?
language-set = Từ giờ tôi nói tiếng Việt.

cancelled = Đã huỷ. Anh/chị cần gì khác không?
nothing-to-cancel = Hiện không có việc gì đang dở. Anh/chị cần tra cứu mục nào?
nothing-to-go-back-to = Không có câu nào trước đó để quay lại. Anh/chị cần tra cứu mục nào?
first-question = Đây là câu đầu tiên rồi ạ.
back-to-question = Mình quay lại câu đang hỏi:
choose-one = Anh/chị chọn giúp một mục dưới đây: bấm nút, gõ số hoặc gõ tên mục.
option-gone = Mục này không còn nữa. Anh/chị chọn lại giúp ạ.
flow-gone = Cuộc hỏi đáp trước đã thay đổi nên tôi đóng lại, mong anh/chị thông cảm.
button-stale = Nút này thuộc một câu hỏi đã qua nên không còn dùng được.
button-unknown = Tôi không nhận ra nút này.
unknown-command = Tôi chưa có lệnh này.
our-fault =
    Xin lỗi anh/chị, phần mềm vừa gặp lỗi khi trả lời. Câu của anh/chị đã được chuyển cho cán bộ.
    Trong lúc chờ, anh/chị có thể chọn mục khác.
stopped =
    Đã tắt. Từ giờ tôi chỉ trả lời khi anh/chị hỏi, không gửi tin nào khác.
    Muốn nhận lại, anh/chị gõ BẬT.
resumed = Đã bật lại. Muốn thôi nhận tin, anh/chị gõ TẮT.

which-of-these = Ý anh/chị là mục nào?
which-instrument = Anh/chị hỏi về phương tiện đo nào? Xin gõ tên, ví dụ: cân bàn, cột đo xăng dầu, huyết áp kế.
not-understood =
    Tôi chưa hiểu câu này. Anh/chị thử gõ ngắn hơn, ví dụ tên phương tiện đo hoặc tên chương trình,
    hoặc để tôi chuyển nguyên câu này cho cán bộ.
out-of-scope =
    Việc này nằm ngoài phần tôi phụ trách (đo lường và hỗ trợ doanh nghiệp về đo lường).
    Anh/chị có thể hỏi Trung tâm Phục vụ hành chính công tỉnh, hoặc để tôi chuyển câu này cho cán bộ.
you-are-welcome = Không có gì ạ. Anh/chị cần gì cứ nhắn tôi.
no-reminders =
    Hiện tôi chưa nhắc hạn và chưa giữ danh mục phương tiện đo của đơn vị.
    Anh/chị xem hạn ghi trên tem hoặc giấy chứng nhận kiểm định nhé.
no-profile = Hiện tôi không giữ hồ sơ đơn vị nên anh/chị không phải khai gì cả.
what-is-held =
    Hiện tôi chỉ lưu cuộc trò chuyện này, ngôn ngữ anh/chị chọn và các câu anh/chị gửi cho cán bộ.
    Muốn xem hoặc xoá, anh/chị gửi yêu cầu cho cán bộ qua mục “Hỏi cán bộ”.

ask-question =
    Anh/chị viết câu hỏi cho cán bộ Sở nhé. Câu hỏi được lưu cùng địa chỉ chat này để cán bộ trả lời tại đây;
    anh/chị không cần ghi số điện thoại hay giấy tờ cá nhân.
ask-too-short = Câu hỏi ngắn quá, anh/chị viết rõ thêm giúp ạ.
ask-too-long = Câu hỏi dài quá {$most} ký tự. Anh/chị rút gọn giúp ạ.
ask-confirm =
    Tôi sẽ gửi cho cán bộ:
    “{$text}”
    Gửi chứ ạ?
ask-done = Đã chuyển cho cán bộ, câu hỏi số {$number}. Cán bộ sẽ trả lời ngay trong cuộc trò chuyện này.
ask-again = Câu này đã được chuyển rồi, câu hỏi số {$number}. Anh/chị chờ cán bộ trả lời giúp ạ.
ask-dropped = Tôi không gửi nữa.

got-nothing = Tin nhắn trống. Anh/chị gõ câu hỏi giúp ạ.
got-signs = Tôi chỉ đọc được chữ. Anh/chị gõ câu hỏi giúp ạ.
got-photo = Tôi chưa xem được ảnh. Anh/chị gõ câu hỏi bằng chữ giúp ạ.
got-file = Tôi chưa mở được tệp. Anh/chị gõ câu hỏi bằng chữ giúp ạ.
got-voice = Tôi chưa nghe được tin thoại. Anh/chị gõ câu hỏi bằng chữ giúp ạ.
got-video = Tôi chưa xem được video. Anh/chị gõ câu hỏi bằng chữ giúp ạ.
got-sticker = Cảm ơn anh/chị. Anh/chị cần tra cứu gì cứ gõ bằng chữ nhé.
got-location = Tôi chưa dùng vị trí. Anh/chị gõ tên xã, phường hoặc câu hỏi giúp ạ.
got-contact = Cảm ơn anh/chị, hiện tôi không cần số điện thoại nên không lưu.
got-contact-of-another = Đây là danh thiếp của người khác nên tôi không lưu. Anh/chị gõ câu hỏi giúp ạ.
got-other = Tôi chưa đọc được loại tin này. Anh/chị gõ câu hỏi bằng chữ giúp ạ.

command-start = Bắt đầu, mở menu
command-lookup = Tra cứu phương tiện đo
command-programmes = Chương trình hỗ trợ
command-training = Đào tạo, tập huấn
command-ask = Hỏi cán bộ
command-language = Ngôn ngữ / Language
command-back = Quay lại câu trước
command-cancel = Huỷ việc đang làm
command-help = Hướng dẫn
