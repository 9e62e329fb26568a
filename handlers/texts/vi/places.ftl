# Đơn vị kiểm định, cơ quan, xã phường.

provider-kind = Loại hình: { $kind }
provider-no-verifier = Nơi này không trực tiếp kiểm định phương tiện đo.
provider-does = Theo nguồn, nơi này làm:
provider-serves = Phục vụ Lạng Sơn: { $where }
service-verification = kiểm định
service-calibration = hiệu chuẩn
service-testing = thử nghiệm
contact-address = Địa chỉ: { $value }
contact-phone = Điện thoại: { $value }
contact-email = Email: { $value }
contact-website = Trang web: { $value }
contact-zalo = Zalo OA: { $value }
contact-hours = Giờ làm việc: { $value }
contact-unknown = Địa chỉ, điện thoại: chưa có dữ liệu

office-missing = Chưa có dữ liệu: { $what }.
missing-address = địa chỉ
missing-phone = điện thoại
office-write = Anh/chị để lại câu hỏi ở đây, cán bộ sẽ trả lời trong cuộc trò chuyện này.

commune-now = Thuộc tỉnh Lạng Sơn từ 01/07/2025, không còn cấp huyện. Mã đơn vị hành chính: { $code }.
commune-was = Trước đây thuộc huyện { $district }.
commune-was-unknown = Trước đây thuộc đơn vị nào: chưa có dữ liệu.
commune-siblings = Các xã cùng huyện cũ
