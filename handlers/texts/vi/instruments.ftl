# Phương tiện đo: có phải kiểm định không, bao lâu, ai làm, ai giúp trả tiền.

instrument-listed = Loại này có trong danh mục phương tiện đo nhóm 2.
instrument-unsure = Loại này có trong danh mục phương tiện đo nhóm 2 đã đọc được, nhưng còn điểm chưa chắc chắn.
instrument-cycle = Kiểm định định kỳ: { $cycle }.
instrument-where = Thường gặp ở: { $where }
instrument-ask-use = Anh/chị dùng để làm gì ạ?
always-trade = Loại này dùng để mua bán nên phải kiểm định.
always-inspection = Loại này dùng để kiểm tra, công vụ nên phải kiểm định.

aspect-cycle = Bao lâu kiểm định lại?
aspect-obligation = Có bắt buộc không?
aspect-providers = Ai kiểm định được?
aspect-programmes = Ai hỗ trợ chi phí?
aspect-early = Khi nào hết hạn sớm?
aspect-document = Theo văn bản nào?
aspect-calibration = Hiệu chuẩn tự nguyện
aspect-fee = Giá kiểm định

use-trade = Mua bán, thanh toán
use-safety = Bảo đảm an toàn
use-health = Y tế, sức khỏe
use-environment = Môi trường, quan trắc
use-own = Nội bộ, không mua bán

obligation-depends = Còn tùy mục đích sử dụng: { $name } dùng để mua bán, hoặc cho an toàn, sức khỏe, môi trường thì bắt buộc kiểm định; chỉ dùng nội bộ thì không.
duty-unsure = Theo bản danh mục đã đọc, còn điểm chưa chắc chắn:
duty-trade = Có, bắt buộc. Dùng để mua bán, thanh toán thì { $name } là phương tiện đo nhóm 2, phải có:
duty-safety = Có, bắt buộc. Dùng để bảo đảm an toàn thì { $name } là phương tiện đo nhóm 2, phải có:
duty-health = Có, bắt buộc. Dùng trong y tế, bảo vệ sức khỏe thì { $name } là phương tiện đo nhóm 2, phải có:
duty-environment = Có, bắt buộc. Dùng để bảo vệ môi trường thì { $name } là phương tiện đo nhóm 2, phải có:
duty-inspection = Có, bắt buộc. Dùng để kiểm tra, công vụ thì { $name } là phương tiện đo nhóm 2, phải có:
control-approval = phê duyệt mẫu (việc của nhà sản xuất, nhập khẩu)
control-initial = kiểm định ban đầu, trước khi đưa vào sử dụng
control-periodic = kiểm định định kỳ
control-repair = kiểm định sau sửa chữa
controls-cycle = Định kỳ: { $cycle }.
controls-free = Không yêu cầu: { $controls }.
controls-unread = Chưa đọc được trong văn bản: { $controls }.
obligation-stop = Nếu đo sai hoặc hỏng, anh/chị ngừng dùng và sửa, rồi kiểm định lại.
own-free = Không bắt buộc. Chỉ dùng nội bộ, không mua bán và không phục vụ an toàn, sức khỏe, môi trường thì { $name } thuộc nhóm 1, không phải kiểm định.
own-calibration = Muốn biết đo có đúng không, anh/chị có thể hiệu chuẩn, việc này là tự nguyện.
own-change = Khi chuyển sang dùng để mua bán thì phải kiểm định trước.
law-own = Luật Đo lường 2011 (đang được sửa đổi), Điều 16, 18 và 22 khoản 3
law-group-two = Luật Đo lường 2011 (đang được sửa đổi), Điều 16, 19
law-both-groups = Luật Đo lường 2011 (đang được sửa đổi), Điều 16, 18, 19
law-early = Thông tư 23/2013/TT-BKHCN, Điều 20 khoản 7
law-being-amended = Luật Đo lường 2011 đang được sửa đổi, nên anh/chị kiểm tra lại khi làm hồ sơ.

cycle-unknown = chưa có dữ liệu
cycle-every = { $months } tháng một lần
cycle-initial-only = không có, chỉ kiểm định ban đầu
cycle-disputed = các văn bản ghi khác nhau, xem “Bao lâu kiểm định lại?”
cycle-in-doubt = có thể { $months } tháng một lần, còn nghi ngờ
cycle-no-data = Chưa có dữ liệu về chu kỳ kiểm định của loại này. Anh/chị xem ngày hết hạn trên tem hoặc giấy chứng nhận, hoặc để tôi hỏi cán bộ.
cycle-by = { $months } tháng một lần, theo { $document }.
cycle-by-unsure = Có thể là { $months } tháng một lần, theo { $document }, nhưng chưa chắc chắn vì chưa đối chiếu với bản gốc.
cycle-initial = Chỉ kiểm định ban đầu, trước khi đưa vào sử dụng; không có kiểm định định kỳ, theo { $document }.
cycle-unchecked = { $document } (hiệu lực từ { $start }) cũng ghi như vậy theo bản đã đọc, nhưng chưa được đối chiếu với bản gốc.
cycle-disagree = Các văn bản đọc được ghi khác nhau:
cycle-doubted = Có thể là { $months } tháng một lần, nhưng còn nghi ngờ:
cycle-shorter = Trong khi chờ cán bộ đối chiếu, tính theo thời hạn ngắn hơn ({ $months } tháng) là an toàn nhất.
cycle-paper = Ngày hết hạn ghi trên tem hoặc giấy chứng nhận là căn cứ chính, anh/chị theo ngày đó.
reading-months = { $document }: { $months } tháng, từ { $start }
reading-unclear = { $document }: không thấy ghi chu kỳ, từ { $start }
reading-none = { $document }: không có kiểm định định kỳ, từ { $start }
estimate = Giấy cấp ngày { $issued } ước tính còn giá trị đến { $ends } (tính { $months } tháng).
estimate-left = Như vậy còn { $days } ngày. Đây chỉ là ước tính.
estimate-passed = Như vậy đã quá hạn { $days } ngày. Đây chỉ là ước tính; nếu trên giấy cũng đã hết hạn, anh/chị cho kiểm định lại trước khi dùng tiếp.
document-law = Nhóm 2 và việc kiểm định: Luật Đo lường 2011 (Điều 16, 19) và Thông tư 23/2013/TT-BKHCN (Điều 4, đã sửa nhiều lần).
document-cycle = Chu kỳ kiểm định:
document-control = Các hình thức kiểm soát: { $basis }
watch-law = Luật đang sửa đổi
watch-circular = Thông tư 04/2026

early =
    Giấy chứng nhận hết giá trị trước hạn khi:
    • phương tiện đo bị thay đổi, cải tiến làm ảnh hưởng đến đặc tính đo;
    • bị hỏng hoặc đo sai quá mức cho phép;
    • dấu, tem hoặc giấy chứng nhận bị mất hay hư hỏng.
    Khi đó anh/chị ngừng dùng, sửa nếu cần, rồi cho kiểm định lại (kiểm định sau sửa chữa), dù chưa đến ngày ghi trên tem.

verifiers-lead = Những nơi có thể liên hệ, theo nguồn đã đọc (anh/chị hỏi lại phạm vi trước khi đi):
verifiers-not-local = Trong tỉnh: chưa có dữ liệu.
verifiers-free-choice = Anh/chị được chọn bất kỳ tổ chức kiểm định được chỉ định nào trong cả nước có phạm vi phù hợp.
verifiers-none = Chưa có dữ liệu về nơi làm được loại này.
calibrators-lead = Những nơi có thể hiệu chuẩn, theo nguồn đã đọc (anh/chị hỏi lại phạm vi trước khi đi):
calibration-rule = Hiệu chuẩn phương tiện đo nhóm 1 là tự nguyện; hiệu chuẩn không thay cho kiểm định bắt buộc.
field-only = nguồn chỉ ghi lĩnh vực
service-unsaid = chưa rõ là kiểm định hay hiệu chuẩn
validity-unknown = chưa rõ hạn
validity-until = hạn đến { $end } theo bản đã đọc
validity-lapsed = bản lưu đã hết hạn { $end }, cần kiểm tra lại

paying-lead = Có thể được giúp một phần chi phí qua:
paying-condition = Điều kiện: { $condition }
paying-rule = Người dùng phương tiện đo trả chi phí kiểm định; các mức trên là tối đa.
fee-unknown = Chưa có dữ liệu về giá kiểm định. Mỗi tổ chức kiểm định tự niêm yết giá, anh/chị hỏi giá tại nơi mình chọn.
fee-who-pays = Ai trả chi phí?
