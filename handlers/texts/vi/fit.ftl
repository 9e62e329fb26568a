# Hỏi vài câu để gợi ý chương trình.

fit-title = Chương trình gợi ý
fit-kind = Tôi hỏi vài câu ngắn rồi gợi ý chương trình, không hỏi thông tin cá nhân. Anh/chị thuộc loại nào?
fit-enterprise = Doanh nghiệp
fit-household = Hộ kinh doanh
fit-cooperative = Hợp tác xã
fit-service-body = Đơn vị kiểm định, đo lường
fit-agency = Cơ quan, đơn vị công

fit-trade = Lĩnh vực chính là gì ạ?

fit-size = Đơn vị có khoảng bao nhiêu lao động? Anh/chị chọn, hoặc gõ số người. (Khi xét hỗ trợ, cơ quan còn xem doanh thu, nguồn vốn.)
fit-micro = Siêu nhỏ (đến { $most } người)
fit-small = Nhỏ (đến { $most } người)
fit-medium = Vừa (đến { $most } người)
fit-large = Lớn (trên { $most } người)

fit-want = Anh/chị muốn được giúp việc gì nhất?
want-verification = Chi phí kiểm định
want-measurement = Quản lý đo lường tốt hơn
want-quality = Năng suất, chất lượng, ISO
want-export = Thử nghiệm hàng xuất khẩu
want-technology = Máy móc, công nghệ mới
want-digital = Chuyển đổi số, phần mềm
want-consulting = Thuê tư vấn
want-training = Đào tạo, tập huấn
want-fair = Hội chợ, bán hàng
want-barcode = Mã số, mã vạch
want-award = Giải thưởng chất lượng
want-startup = Khởi nghiệp sáng tạo
want-information = Thông tin thị trường

fit-link = Doanh nghiệp mình có thuộc trường hợp nào sau đây không?
link-startup = Khởi nghiệp sáng tạo
link-chain = Trong chuỗi giá trị
link-cluster = Trong cụm liên kết ngành
link-none = Không thuộc
link-unknown = Chưa rõ

fit-lead = Theo những gì anh/chị cho biết:
fit-none = Chưa thấy chương trình nào khớp với những gì anh/chị cho biết. Anh/chị có thể gửi câu hỏi để cán bộ xem giúp.
fit-fits = Phù hợp (điều kiện ghi trong chương trình):
fit-may = Có thể phù hợp, cần kiểm tra thêm:
fit-cannot = Chưa phù hợp:
not-for = chỉ dành cho { $who }.
not-linked = cần { $condition }.
size-micro = quy mô siêu nhỏ
size-small = nhỏ
size-medium = vừa
size-large = lớn
