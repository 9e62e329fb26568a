# Trang trò chuyện công khai.

web-name = Trợ lý Đo lường
web-office = Sở Khoa học và Công nghệ tỉnh Lạng Sơn
web-description = Hỏi về kiểm định, hiệu chuẩn, chương trình hỗ trợ doanh nghiệp và lớp tập huấn đo lường tại Lạng Sơn.
web-hello = Xin chào anh/chị!
web-introduction = Tôi giúp doanh nghiệp Lạng Sơn tra cứu về đo lường: phương tiện nào phải kiểm định, bao lâu một lần, đơn vị nào làm, chương trình nào hỗ trợ. Anh/chị cứ hỏi tự nhiên, gõ có dấu hay không dấu đều được.
web-suggestions = Câu hỏi gợi ý
web-suggestion-instrument = Cân bàn có phải kiểm định không?
web-suggestion-provider = Ở đâu kiểm định cột đo xăng dầu?
web-suggestion-programme = Có chương trình nào hỗ trợ doanh nghiệp?
web-suggestion-menu = Xem tất cả các mục
web-suggestion-ask = Hỏi cán bộ
web-other-language = English
web-log = Cuộc trò chuyện
web-you = Anh/chị
web-bot = Trợ lý
web-choices = Chọn câu trả lời
web-label = Câu hỏi của anh/chị
web-placeholder = Nhập câu hỏi…
web-send = Gửi
web-hint = Trợ lý tự động. Xin đừng gửi số căn cước hay mật khẩu.
web-offline = Đang mất kết nối… Khi có mạng, trang sẽ tự nối lại và gửi tiếp.
web-waiting = Chưa gửi được, sẽ tự gửi lại
web-refused = Không gửi được tin này
web-no-script = Trang trò chuyện cần JavaScript. Anh/chị bật JavaScript trong trình duyệt rồi tải lại trang.
