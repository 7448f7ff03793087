# Lời về chuỗi niêm phong và đính chính. English in ../en/lineage.ftl with the same ids.
cli-arg-build-supersedes = Kho mà kho này đính chính; số niêm phong mới, cả hai kho đều được giữ
cli-arg-build-reason = Lí do đính chính, ghi vào niêm phong và biên bản; không nêu tên học sinh
cli-lineage-unsound = { $path } không còn đúng như đã niêm phong nên không thể nối tiếp hay đính chính
cli-lineage-unsound-help = chạy "niemphong verify" với nó; dùng bản sao còn nguyên của kho ấy
cli-lineage-time = thời điểm niêm phong đứng trước niêm phong số { $serial } ({ $sealed }) trong { $path }
cli-lineage-time-help = xem lại --sealed-at và đồng hồ máy: mỗi niêm phong phải sau niêm phong liền trước
cli-lineage-same-year = { $archive } đã có niêm phong số { $serial } trong { $path }
cli-lineage-same-year-help = nếu để sửa sai thì dùng --supersedes { $path } --reason "lí do"; cả hai kho đều được giữ
cli-lineage-earlier-year = năm học này đứng trước { $archive } trong { $path }
cli-lineage-earlier-year-help = chuỗi niêm phong đi theo thứ tự năm học; --previous phải là kho liền trước
cli-lineage-other-year = kho cần đính chính là { $archive }, khác với dữ liệu đang dựng
cli-lineage-other-year-help = đính chính phải cùng trường, cùng năm học; xem lại --supersedes
cli-lineage-not-last = kho cần đính chính có số { $serial }, lớn hơn số của --previous
cli-lineage-not-last-help = --previous phải là kho được niêm phong sau cùng của trường
cli-lineage-name = lí do đính chính nêu tên học sinh: { $found }
cli-lineage-name-help = niêm phong còn lại mãi sau khi hủy hồ sơ; hãy viết như "sai điểm Toán của một học sinh lớp 3A"
cli-lineage-reason = lí do đính chính "{ $found }" không dùng được: { $said }
cli-lineage-reason-help = viết một dòng, tối đa 400 byte
page-correction = Bản đính chính
page-correction-note = Kho này đính chính niêm phong số { $serial }. Lí do: { $reason }
page-correction-both = Cả hai kho đều được giữ. Mã băm của niêm phong được đính chính:

# Biên bản niêm phong và bản sao đã lược.
minutes-title = Biên bản niêm phong { $archive }
minutes-title-copy = Biên bản niêm phong bản sao đã lược { $archive }
redact-for-inspector = cho thanh tra, kiểm tra
redact-for-public = để công khai
redact-system = { $system }; BẢN ĐÃ LƯỢC { $whom }, từ niêm phong { $seal } …

# Vai trò của người kí.
role-hieu_truong = Hiệu trưởng
role-van_thu = Văn thư
role-thanh_tra = Thanh tra
role-so_gddt = Sở Giáo dục và Đào tạo
