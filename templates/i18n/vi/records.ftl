# Lời trên bản in và trang của từng hồ sơ. English in ../en/records.ftl with the same ids; records are printed in Vietnamese.

# Ai lập hồ sơ (điều lệ trường, Điều 21).
owner-school = Nhà trường
owner-department = Tổ chuyên môn
owner-teacher = Giáo viên

# Đầu và chân của một sổ.
record-class = Lớp { $class }
record-year = Năm học { $year }
record-closing = { $of ->
    [book] Quyển
   *[register] Sổ
  } này có { $number } ({ $spoken }) mục.

# Văn bản hành chính (NĐ 30/2020/NĐ-CP, Phụ lục I): số, kí hiệu; dòng ghi chú trên chữ kí.
record-number = Số: { $number }
record-number-open = Số: ……/{ $mark }-{ $school }
record-signed-sealed = (Ký, ghi rõ họ tên, đóng dấu)
record-signed = (Ký, ghi rõ họ tên)
record-day-open = ngày …… tháng …… năm ………

# Tệp giữ nguyên.
record-kept-note = Tệp được giữ nguyên từng byte như nhà trường đã nộp; mã băm ở bảng trên cho phép đối chiếu tệp với bản in này.
record-media-pdf = Văn bản PDF
record-media-xml = Dữ liệu XML
record-media-picture = Ảnh { $ending }
record-media-sheet = Bảng tính { $ending }
record-media-text = Văn bản { $ending }

# Bảng thông tin của một hồ sơ.
record-fact-number = Số, kí hiệu
record-fact-name = Họ và tên
record-fact-born = Ngày sinh
record-fact-sex = Giới tính
record-fact-pupil = Mã học sinh
record-fact-class = Lớp

# Học bạ.
record-individual-plan = Đánh giá theo kế hoạch giáo dục cá nhân

# Vì sao giữ đến khi đó.
record-basis-list = { $act }, hồ sơ { $file }
record-basis-row = { $act }, mục { $row }
record-status-verified = đã đối chiếu văn bản
record-status-unverified = chưa đối chiếu văn bản gốc
record-reason-school = Danh mục hồ sơ của trường ghi { $term }
record-reason-floor = Mức tối thiểu của { $basis } là { $term }
record-reason-nobody = Chưa tìm được mục tương ứng trong bảng thời hạn nên giữ vĩnh viễn
record-reason-open = ; thời hạn chỉ bắt đầu tính khi tài sản thanh lí hoặc có bản thay thế, nên hiện giữ như vĩnh viễn
record-reason-counted = ; tính từ năm { $year }, giữ đến hết ngày { $until }
record-reason-caution = . Mục này chưa đối chiếu văn bản gốc, nên không được dùng để đề nghị hủy

# Tệp XML của một hồ sơ (NĐ 30/2020/NĐ-CP, Phụ lục VI).
record-xml-rights = Sử dụng có điều kiện
record-xml-language = Tiếng Việt
record-xml-description = Gói lưu trữ { $archive }; mã băm niêm phong sha256:{ $seal }
