# Lời trên bản in, biên bản và bản sao: tên gọi, vai trò, bìa. English in ../en/papers.ftl with the same ids.

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

# Bìa của một bộ in.
print-subject-records = Hồ sơ
print-subject-class = lớp { $told }
print-subject-term = thời hạn lưu trữ: { $told }
print-subject-year = năm học { $told }
print-title-set = Bộ in: { $subject }
print-title-booklet = Tập gấp A3: { $title }

# Giấy tờ hủy và sao lưu.
filled-authority = Hiệu trưởng { $school }
filled-minutes = Biên bản số { $number }, { $day }
filled-time = { $clock } ngày { $day }
