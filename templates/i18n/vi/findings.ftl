# Lời của mọi phát hiện khi kiểm tra bản xuất: `cNNN` nói sai gì, `cNNN-help` nói gõ lại thế nào, `cNNN-label` đứng
# cạnh dấu mũ. Một dòng, không viết hoa đầu câu, không chấm cuối. Đối số bỏ trống đến đây là `not-given`.

# Khung của bản báo cáo.
report-error = lỗi
report-warning = cảnh báo
report-help = cách sửa
report-record = mã
report-file = { $file }: { $errors } lỗi, { $warnings } cảnh báo
report-whole-export = cả bản xuất
report-more = … và { $count } chỗ nữa cùng mã { $code } trong tệp này
report-none = không có lỗi, không có cảnh báo
report-lacking = còn thiếu theo điều lệ trường
report-lacking-owner = { $owner ->
    [to] Hồ sơ của tổ chuyên môn:
    [gv] Hồ sơ của giáo viên:
   *[truong] Hồ sơ của nhà trường:
  }
report-lacking-per = { $per ->
    [team] tổ
    [grade] khối
   *[class] lớp
  }
report-summary = { $errors } lỗi, { $warnings } cảnh báo trong { $files } tệp
report-next = sửa các chỗ nêu trên ở nơi đã nhập số liệu, xuất lại rồi chạy lại lệnh này; xem giải thích và ví dụ: niemphong explain { $code }
report-next-warnings = có thể lập kho lưu trữ; nên xem lại từng cảnh báo trước khi niêm phong: niemphong explain { $code }

# Kiểu dữ liệu, thay cho tên kiểu của JSON Schema.
type-string = chữ
type-integer = số nguyên
type-number = số
type-boolean = true hoặc false
type-array = danh sách (mỗi mục một dòng, bắt đầu bằng dấu gạch nối)
type-object = nhóm khóa (mỗi khóa một dòng, thụt vào trong)
type-null = để trống
type-or = hoặc

# Lời của bộ đọc YAML, nói lại cho dễ hiểu.
yaml-tab = dòng thụt vào bằng phím Tab; YAML chỉ nhận dấu cách
yaml-quote = dấu ngoặc kép hoặc ngoặc đơn mở ra mà không đóng lại
yaml-comment = sau giá trị phải có dấu cách rồi mới đến dấu # của lời chú; nếu # thuộc về giá trị thì đặt cả giá trị trong ngoặc kép
yaml-escape = sau dấu \ trong ngoặc kép là một chữ không hợp lệ
yaml-colon = có dấu hai chấm thừa, thiếu dấu cách sau dấu hai chấm, hoặc dòng thụt vào sai
yaml-indent = dòng này thụt vào không khớp với các dòng trước
yaml-bracket = dấu [ hoặc { "{" } mở ra mà không đóng lại
yaml-alias = dấu * ở đầu giá trị gọi một tên không có
yaml-reserved = giá trị bắt đầu bằng một dấu mà YAML dành riêng (@ ` % & * !)
yaml-documents = một tệp chỉ được có một bản ghi YAML, không có dòng --- ở giữa
yaml-merge = không dùng khóa <<
yaml-key = khóa (phần trước dấu hai chấm) phải là chữ
yaml-character = có kí tự điều khiển mà YAML không nhận
yaml-other = { $said }

# C0xx – đọc tệp.
c001 = tệp không đúng quy cách YAML: { $said }
c001-help = xem dòng được chỉ và dòng ngay trên nó: mỗi dòng viết khóa, dấu hai chấm, một dấu cách, rồi giá trị; thụt vào bằng dấu cách; giá trị có dấu đặc biệt thì đặt trong ngoặc kép
c001-label = bộ đọc dừng ở đây
c002 = tệp gọi lại nội dung (dấu & và *) hoặc lồng nhau quá mức cho phép
c002-help = xuất lại tệp mà không dùng dấu & và * để gọi lại nội dung; không lồng quá 64 tầng
c003 = tệp không ở bảng mã UTF-8
c003-help = mở tệp bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8, rồi xuất lại; chữ theo TCVN3 hoặc VNI phải chuyển sang Unicode trước
c004 = tệp lớn quá { $limit } MB
c004-help = chia thành nhiều tệp nhỏ hơn (ví dụ mỗi lớp một tệp), hoặc quét lại ở độ phân giải 300 dpi
c005 = đây là lối tắt (liên kết) chứ không phải tệp
c005-help = xóa lối tắt rồi chép chính tệp ấy vào bản xuất
c006 = đây không phải tệp thường mà là thiết bị hoặc đường ống của hệ thống
c006-help = xóa nó khỏi thư mục bản xuất
c007 = khóa { $key } ghi hai lần; lần đầu ở dòng { $line }
c007-help = giữ lại một dòng đúng và xóa dòng kia
c007-label = ghi lần nữa ở đây
c008 = tệp .md thiếu phần đầu nằm giữa hai dòng ---
c008-help = dòng đầu tiên của tệp phải là ---, rồi các khóa như loai: và nam_hoc:, rồi một dòng --- nữa, sau đó mới đến nội dung
c009 = { $value ->
    [not-given] tệp chưa ghi loại hồ sơ (khóa loai)
   *[other] không có loại hồ sơ { $value }
  }
c009-help = { $nearest ->
    [not-given] ghi đúng tên loại, viết không dấu, ví dụ loai: hoc_ba; xem mọi loại bằng lệnh niemphong schema
   *[other] có phải ý là { $nearest }? Xem mọi loại bằng lệnh niemphong schema
  }
c010 = bản xuất thiếu tệp { $kind } ({ $title })
c010-help = thêm một tệp có dòng loai: { $kind }; xem mẫu bằng lệnh niemphong schema { $kind }
c011 = { $title } đã có ở tệp { $file }; mỗi bản xuất chỉ có một tệp loại { $kind }
c011-help = gộp nội dung vào một tệp rồi xóa tệp thừa
c012 = tên tệp có kí tự không đọc được
c012-help = đổi tên tệp, chỉ dùng chữ không dấu, số, dấu gạch nối và dấu chấm, ví dụ hoc-ba-5a.yaml
c013 = bản xuất có hơn { $limit } tệp
c013-help = kiểm tra xem có chọn nhầm thư mục không; mỗi bản xuất chỉ gồm một trường, một năm học
c014 = máy không cho đọc tệp này: { $said }
c014-help = đóng chương trình đang mở tệp, kiểm tra quyền đọc, hoặc chép lại tệp từ bản gốc
c015 = loại { $value } phải nằm trong tệp có đuôi { $wanted }
c015-help = đổi đuôi tệp thành { $wanted } và viết nội dung theo dạng ấy, hoặc sửa lại dòng loai
c016 = năm học của tệp khác năm học { $wanted } của bản xuất
c016-help = nếu ghi nhầm thì sửa thành nam_hoc: "{ $wanted }"; nếu là hồ sơ của năm khác thì chuyển sang bản xuất của năm ấy
c016-label = năm học của bản xuất là { $wanted }

# C1xx – mẫu của hồ sơ.
c101 = { $key ->
    [not-given] chỗ này phải là { $wanted }
   *[other] { $key } phải là { $wanted }
  }{ $found ->
    [not-given] {""}
   *[other] , không phải “{ $found }”
  }
c101-help = { $about ->
    [not-given] viết lại giá trị thành { $wanted }
   *[other] viết lại thành { $wanted } – { $about }
  }
c102 = thiếu { $key }{ $title ->
    [not-given] {""}
   *[other] {" "}({ $title })
  }
c102-help = thêm vào mục này một dòng { $key }: rồi ghi giá trị{ $about ->
    [not-given] {""}
   *[other] ; mục này là: { $about }
  }
c102-label = mục này thiếu { $key }
c103 = mẫu không có khóa { $key }
c103-help = { $nearest ->
    [not-given] xóa dòng này, hoặc chuyển nội dung sang khóa ghi_chu nếu mẫu có{ $about ->
        [not-given] {""}
       *[other] ; mục này là: { $about }
      }
   *[other] có phải ý là { $nearest }? Nếu phải thì sửa tên khóa, nếu không thì xóa dòng này
  }
c104 = { $key ->
    [not-given] giá trị
   *[other] { $key }
  } không nhận { $found ->
    [not-given] giá trị này
   *[other] { $found }
  }
c104-help = ghi một trong các giá trị: { $wanted }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c105 = { $key ->
    [not-given] giá trị
   *[other] { $key }
  } viết không đúng dạng{ $found ->
    [not-given] {""}
   *[other] : { $found }
  }
c105-help = { $about ->
    [not-given] viết lại theo ví dụ trong mẫu; xem bằng lệnh niemphong schema
   *[other] viết lại cho đúng: { $about }
  }
c106 = { $key ->
    [not-given] số
   *[other] { $key }
  } ghi { $found }, { $bound ->
    [least] nhỏ hơn mức thấp nhất là { $wanted }
   *[most] lớn hơn mức cao nhất là { $wanted }
  }
c106-help = { $bound ->
    [least] ghi số từ { $wanted } trở lên
   *[most] ghi số không quá { $wanted }
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c107 = { $key ->
    [not-given] phần chữ
   *[other] { $key }
  } { $bound ->
    [least] quá ngắn: phải có ít nhất { $wanted } kí tự
   *[most] quá dài: nhiều nhất { $wanted } kí tự
  }
c107-help = { $bound ->
    [least] ghi đầy đủ giá trị; nếu không có thì xóa cả dòng, đừng để ngoặc kép trống
   *[most] rút gọn lại, hoặc chuyển phần còn lại sang ghi chú
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c108 = { $key ->
    [not-given] danh sách
   *[other] danh sách { $key }
  } { $bound ->
    [least] phải có ít nhất { $wanted } mục
    [most] chỉ được có nhiều nhất { $wanted } mục
   *[unique] có mục ghi hai lần
  }
c108-help = { $bound ->
    [least] thêm cho đủ { $wanted } mục, mỗi mục bắt đầu bằng dấu gạch nối
    [most] bớt còn { $wanted } mục
   *[unique] xóa mục ghi trùng
  }{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c109 = { $key ->
    [not-given] ngày
   *[other] { $key }
  } ghi { $found } không phải một ngày có thật
c109-help = viết ngày/tháng/năm, ví dụ 02/03/2015, hoặc năm-tháng-ngày, ví dụ 2015-03-02; xem lại số ngày của tháng
c110 = { $key ->
    [not-given] mã
   *[other] { $key }
  } là mã nhưng đang ghi như một con số: { $found }
c110-help = đặt trong ngoặc kép, ví dụ "0123456789", rồi đếm lại số chữ số với sổ gốc vì số 0 ở đầu có thể đã mất{ $about ->
    [not-given] {""}
   *[other] {" "}– { $about }
  }
c110-label = thiếu ngoặc kép
c111 = { $key ->
    [not-given] mục này
   *[other] { $key }
  } không đúng mẫu của loại hồ sơ
c111-help = { $about ->
    [not-given] so lại với mẫu bằng lệnh niemphong schema (quy tắc { $wanted })
   *[other] so lại với mẫu (quy tắc { $wanted }): { $about }
  }

# C2xx – chữ viết.
c201 = chữ có dấu ở dạng Unicode tổ hợp, không phải dựng sẵn
c201-help = trong Unikey hoặc EVKey chọn bảng mã "Unicode" (không phải "Unicode tổ hợp"), dùng chức năng chuyển mã cho cả tệp, rồi xuất lại
c202 = có kí tự điều khiển { $letter } không nhìn thấy được
c202-help = xóa đoạn này và gõ lại bằng tay, đừng dán từ chương trình khác
c203 = có kí tự ẩn { $letter }, làm cho chữ đọc ra khác với chữ được lưu
c203-help = xóa đoạn này và gõ lại bằng tay, đừng dán từ Word hoặc trang web
c204 = nội dung Markdown có chỗ không lưu được: { $what }
c204-help = viết lại chỗ này bằng chữ thường, đề mục, danh sách hoặc bảng; hình ảnh và tệp kèm theo thì khai ở phần đầu tệp
c205 = dùng chữ Ð của tiếng Iceland (U+00D0) thay cho chữ Đ của tiếng Việt (U+0110)
c205-help = xóa chữ ấy và gõ lại chữ Đ bằng bộ gõ tiếng Việt (DD), rồi thay cho mọi chỗ giống thế; lỗi này thường do chuyển mã từ TCVN3
c206 = phông chữ của kho lưu trữ không có chữ { $shown } ({ $letter })
c206-help = gõ lại bằng chữ có trong tiếng Việt; nếu là biểu tượng thì viết thành lời

# C3xx – các tệp phải khớp nhau.
c301 = { $key } ghi trùng { $value }; lần đầu ở { $file }, dòng { $line }
c301-help = mỗi { $key } chỉ dùng cho một mục: xóa mục ghi lặp, hoặc sửa lại mã ghi nhầm
c301-label = trùng với dòng { $line }
c302 = sổ đăng bộ không có học sinh mang mã { $value }
c302-help = so mã với sổ đăng bộ; nếu mã đúng thì thêm học sinh vào sổ đăng bộ
c303 = danh sách lớp không có lớp { $value }
c303-help = so mã lớp với khóa ma trong danh_sach_lop (phân biệt chữ hoa, chữ thường), hoặc thêm lớp vào danh sách
c304 = { $list ->
    [to_chuyen_mon] truong không có tổ { $value }
    [diem_truong] truong không có điểm trường { $value }
   *[nhan_su] danh sách nhân sự của trường không có mã { $value }
  }
c304-help = so với khóa ma trong mục { $list } của tệp truong; ghi mã chứ không ghi họ tên, hoặc thêm mã ấy vào mục { $list }
c305 = học sinh { $pupil } có trong sổ đăng bộ, chưa rời trường, nhưng không thuộc lớp nào
c305-help = thêm học sinh vào lớp trong danh_sach_lop, hoặc ghi roi_truong trong sổ đăng bộ nếu em đã chuyển đi
c306 = học sinh { $pupil } của lớp { $class } không có trong sổ đăng bộ
c306-help = thêm một dòng cho em trong so_dang_bo, hoặc sửa lại ma_hoc_sinh nếu ghi nhầm
c307 = học sinh { $pupil } vừa ở lớp { $class } vừa ở lớp { $other } (dòng { $line })
c307-help = giữ em ở lớp học cuối năm và xóa khỏi lớp kia; việc chuyển lớp trong năm thì ghi một dòng Chuyển lớp trong bien_dong
c308 = { $key } ghi { $found }, nhưng sổ đăng bộ ghi { $registered } ({ $file }, dòng { $line })
c308-help = so với giấy khai sinh rồi sửa chỗ sai, cho hai nơi giống hệt nhau từng chữ, từng dấu
c309 = học sinh { $pupil } chưa có học bạ, trong khi bạn cùng lớp { $class } đã có
c309-help = thêm học bạ của em, hoặc bỏ qua nếu học bạ đã bàn giao khi em chuyển trường
c310 = bảng tổng hợp của lớp { $class } thiếu học sinh { $pupil }{ $what ->
    [changed] : em học lớp này đến ngày { $date } mới chuyển sang lớp { $other }, bảng cùng kì của lớp { $other } cũng không có em
    [left] : em học lớp này đến ngày { $date } mới rời trường
   *[listed] {""}
  }
c310-help = { $what ->
    [changed] thêm một dòng cho em vào bảng này, hoặc sửa ngày Chuyển lớp trong bien_dong nếu ghi nhầm
    [left] thêm một dòng cho em vào bảng này, hoặc sửa ngày rời trường trong bien_dong và sổ đăng bộ nếu ghi nhầm
   *[listed] thêm một dòng cho em trong bảng tổng hợp, hoặc đưa em ra khỏi danh sách lớp nếu em không học lớp này
  }
c311 = học sinh { $pupil } ở đây ghi { $what ->
    [grade] khối
   *[class] lớp
  } { $found }, nhưng danh sách lớp xếp em ở { $class }{ $what ->
    [grade] {" "}(khối { $listed })
   *[class] {""}
  }
c311-help = sửa cho cùng một lớp: lớp học cuối năm; nếu em chuyển lớp trong năm thì ghi thêm một dòng Chuyển lớp trong bien_dong
c312 = { $side ->
    [out] sổ đăng bộ ghi học sinh { $pupil } rời trường ngày { $date }, nhưng sổ biến động không có dòng Chuyển đi hoặc Thôi học của em
   *[in] sổ đăng bộ ghi học sinh { $pupil } vào trường ngày { $date }, nhưng sổ biến động không có dòng Tuyển mới, Chuyển đến hoặc Trở lại học của em
  }
c312-help = thêm dòng ấy vào bien_dong với cùng ngày, hoặc sửa ngày trong sổ đăng bộ nếu ghi nhầm năm
c313 = { $what ->
    [in-class] sổ đăng bộ ghi học sinh { $pupil } đã rời trường, nhưng em vẫn ở danh sách lớp { $found }
    [not-left] sổ biến động ghi học sinh { $pupil } { $found }, nhưng sổ đăng bộ (dòng { $line }) không ghi em rời trường
    [no-classes] dòng Chuyển lớp của học sinh { $pupil } không ghi hai lớp khác nhau
    [chain] ở đây học sinh { $pupil } rời lớp { $found }, nhưng lần biến động trước ({ $file }, dòng { $line }) xếp em vào lớp { $class }
   *[date] ngày của học sinh { $pupil } ở đây khác sổ biến động (dòng { $line }): ở đó ghi { $found }
  }
c313-help = { $what ->
    [in-class] xóa em khỏi danh sách lớp, hoặc xóa roi_truong nếu em còn học
    [not-left] thêm roi_truong (ngày, lí do) cho em trong so_dang_bo, hoặc thêm dòng Trở lại học nếu em đã quay lại
    [no-classes] ghi lớp cũ ở tu_lop, lớp mới ở den_lop
    [chain] sửa tu_lop cho đúng lớp em đang học, hoặc thêm dòng Chuyển lớp còn thiếu
   *[date] so với giấy giới thiệu chuyển trường hoặc quyết định rồi ghi cùng một ngày ở hai nơi
  }
c314 = bảng tổng hợp lớp { $class } có học sinh { $pupil }, nhưng { $what ->
    [both] đến ngày { $date } em mới chuyển vào lớp này, và bảng cùng kì của lớp { $other } đã có em
    [nowhere] danh sách lớp không xếp em vào lớp nào
    [came-later] em vào trường ngày { $date }, sau ngày lập bảng
   *[elsewhere] danh sách lớp xếp em ở { $other }
  }
c314-help = { $what ->
    [both] mỗi kì chỉ để em ở bảng của lớp em học vào ngày lập bảng: xóa dòng này, hoặc sửa ngày Chuyển lớp trong bien_dong
    [came-later] xóa dòng này, hoặc sửa ngày vào trường trong bien_dong và sổ đăng bộ, hay ngày lập bảng, nếu ghi nhầm
   *[elsewhere] xóa dòng này, sửa lại mã học sinh, hoặc ghi Chuyển lớp, Chuyển đi trong bien_dong nếu em rời lớp sau ngày lập bảng
  }
c315 = học bạ của học sinh { $pupil } (lớp { $class }) chưa có kết quả năm học { $year }
c315-help = thêm một mục nam_hoc: "{ $year }" vào qua_trinh của em
c316 = số định danh { $found } không hợp với học sinh: { $part ->
    [province] ba số đầu không phải mã tỉnh nào vào ngày em sinh
    [sex] số thứ tư phải là { $due } theo giới tính và thế kỉ sinh
   *[year] số thứ năm và thứ sáu phải là { $due } theo năm sinh
  }
c316-help = so với giấy khai sinh hoặc thông báo số định danh; sửa số, ngày sinh hoặc giới tính; nếu giấy đúng như thế thì giữ nguyên

# C4xx – đánh giá học sinh.
c401 = môn { $subject } không có bài kiểm tra định kì vào { $period } ở lớp { $grade } (năm học { $year }), nhưng có ghi điểm
c401-help = xóa dòng diem, hoặc chuyển điểm sang đúng môn, đúng thời điểm có bài kiểm tra
c402 = môn { $subject } thiếu điểm kiểm tra định kì { $period } ở lớp { $grade } (năm học { $year })
c402-help = thêm dòng diem: với số nguyên từ 0 đến 10 theo bài kiểm tra; nếu học sinh theo kế hoạch giáo dục cá nhân thì ghi ke_hoach_ca_nhan: true
c403 = không có môn { $subject }{ $grade ->
    [not-given] {""}
   *[other] {" "}ở lớp { $grade }
  }{ $year ->
    [not-given] {""}
   *[other] , năm học { $year }
  }{ $act ->
    [not-given] {""}
   *[other] {" "}theo { $act }
  }
c403-help = xóa môn này khỏi kết quả, hoặc sửa lại tên môn hay khối lớp nếu ghi nhầm
c404 = thiếu kết quả của môn bắt buộc ở lớp { $grade } (năm học { $year }): { $subjects }
c404-help = thêm từng môn còn thiếu kèm muc: T, H hoặc C; nếu học sinh theo kế hoạch giáo dục cá nhân thì ghi ke_hoach_ca_nhan: true
c405 = { $recorded ->
    [not-given] chưa ghi kết quả cuối năm
   *[other] kết quả cuối năm ghi { $recorded }
  }, nhưng mức đạt được và điểm kiểm tra cho ra { $derived } – { $words } (lớp { $grade }, năm học { $year })
c405-help = ghi ket_qua: { $derived }, hoặc sửa mức và điểm nếu chúng mới là chỗ sai; căn cứ { $clause } của { $act }
c405-label = mức và điểm cho ra { $derived }
c406 = { $recorded ->
    [not-given] kết quả { $result } phải có danh hiệu { $due }, nhưng chưa ghi
   *[other] danh hiệu { $recorded } không đi với kết quả { $result }
  } (lớp { $grade }, năm học { $year })
c406-help = { $due ->
    [not-given] xóa dòng danh_hieu, hoặc sửa ket_qua nếu kết quả mới là chỗ sai
   *[other] ghi danh_hieu: { $due }, hoặc sửa ket_qua nếu kết quả mới là chỗ sai
  }
c407 = bảng tổng hợp cuối năm và học bạ của học sinh { $pupil } không khớp ở { $what }: bảng ghi { $summary ->
    [not-given] trống
   *[other] { $summary }
  }, học bạ ghi { $card ->
    [not-given] trống
   *[other] { $card }
  }
c407-help = so với sổ theo dõi của giáo viên rồi sửa chỗ sai, cho hai nơi giống nhau
c408 = { $key ->
    [not-given] không có quy định đánh giá nào cho lớp { $grade }, năm học { $year }
   *[other] { $key } thiếu, hoặc không thuộc quy định đánh giá của lớp { $grade }, năm học { $year }
  }
c408-help = { $act ->
    [not-given] xem lại nam_hoc và khoi có ghi đúng không
   *[other] lớp và năm này đánh giá theo { $act }: ghi đủ các phẩm chất, năng lực của quy định ấy, xóa khóa của quy định khác
  }
c409 = ghi chưa được lên lớp, trong khi { $result ->
    [not-given] mức và điểm
   *[other] kết quả { $result }
  } là hoàn thành chương trình lớp { $grade } (năm học { $year })
c409-help = sửa thành len_lop: true, hoặc sửa ket_qua, mức và điểm nếu chúng mới là chỗ sai
c410 = điểm 0 ở môn { $subject }, { $period }, lớp { $grade } (năm học { $year })
c410-help = nếu em thật sự được 0 điểm thì giữ nguyên; nếu em vắng hoặc được miễn thì xóa dòng diem và ghi lí do vào nhận xét
c411 = bảng tổng hợp ({ $period }) không được có { $key }: kết quả năm học chỉ ghi ở bảng cuối năm
c411-help = xóa dòng { $key }, hoặc sửa thoi_diem thành CN nếu đây là bảng cuối năm
c412 = môn { $subject } có điểm kiểm tra lần đầu mà không có điểm lần cuối ({ $period }, lớp { $grade }, năm học { $year })
c412-help = ghi diem: là điểm của lần kiểm tra cuối cùng; nếu không kiểm tra lại thì đổi diem_lan_dau thành diem
c413 = { $what ->
    [twice] năm học { $year } có hai lần trong học bạ này
    [back] năm học { $year } ghi lớp { $grade }, thấp hơn lớp { $before } của năm trước
    [skipped] năm học { $year } ghi lớp { $grade }, trong khi năm trước là lớp { $before }
    [repeated] năm học { $year } vẫn ghi lớp { $grade }, trong khi năm trước ghi được lên lớp
   *[promoted] năm học { $year } ghi lớp { $grade }, trong khi năm trước ghi chưa được lên lớp { $before }
  }
c413-help = sửa nam_hoc, khoi hoặc len_lop của năm ghi nhầm, so với học bạ giấy hoặc hệ thống đã xuất
c414 = { $gap ->
    [not-given] học bạ bắt đầu từ lớp { $grade } (năm học { $year }), thiếu các năm trước đó
   *[other] học bạ thiếu năm học { $gap }, trước lớp { $grade } của năm học { $year }
  }
c414-help = thêm các năm còn thiếu vào qua_trinh, kể cả năm học ở trường cũ; nếu trường cũ chưa chuyển học bạ thì giữ nguyên
c415 = { $what ->
    [date] ngày đánh giá lại { $date } không nằm trong hè sau năm học { $year }
   *[needless] có đánh giá lại trong hè, trong khi kết quả { $result } đã là hoàn thành lớp { $grade } (năm học { $year })
  }
c415-help = { $what ->
    [date] sửa ngày: đánh giá lại từ cuối năm học đến hết tháng 8
   *[needless] xóa danh_gia_lai, hoặc ghi ket_qua: CHT là kết quả trước khi đánh giá lại
  }
c416 = ghi được lên lớp { $summer ->
    [failed] trong khi đánh giá lại vẫn chưa hoàn thành
   *[none] trong khi chưa hoàn thành và không có đánh giá lại
  } (lớp { $grade }, năm học { $year }{ $result ->
    [not-given] {""}
   *[other] , kết quả { $result }
  })
c416-help = thêm danh_gia_lai: có ngày và ket_qua, hoặc ghi số quyết định của Hiệu trưởng trong hoan_thanh, hoặc sửa thành len_lop: false; ở bảng tổng hợp thì ghi việc ấy trong ghi_chu
c417 = câu hoàn thành "{ $said }" không khớp với { $what ->
    [grade] khối lớp { $grade }
    [school] lớp { $grade }: chỉ lớp 5 mới hoàn thành chương trình tiểu học
   *[promotion] dòng len_lop
  } (năm học { $year })
c417-help = sửa hoan_thanh cho đúng lớp và kết quả lên lớp, hoặc sửa khoi, len_lop nếu chúng mới là chỗ sai
c418 = { $what ->
    [not-done] học sinh { $pupil } có trong danh sách hoàn thành chương trình tiểu học, nhưng học bạ (lớp { $grade }) không ghi như vậy
   *[not-listed] học bạ ghi học sinh { $pupil } hoàn thành chương trình tiểu học, nhưng danh sách này không có em
  }
c418-help = so với quyết định công nhận rồi sửa danh sách hoặc học bạ
c419 = danh hiệu của học sinh { $pupil }: học bạ ghi { $card ->
    [not-given] trống
   *[other] { $card }
  }, sổ khen thưởng ghi { $register ->
    [not-given] trống
   *[other] { $register }
  }
c419-help = thêm dòng có danh_hieu vào khen_thuong, hoặc sửa danh_hieu cho hai nơi giống nhau theo quyết định khen thưởng

# C5xx – tệp kèm theo.
c501 = không tìm thấy tệp { $path }
c501-help = chép tệp vào đúng chỗ, hoặc sửa đường dẫn: tính từ thư mục của tệp YAML này, dùng dấu /, phân biệt chữ hoa, chữ thường
c502 = không hồ sơ nào nhắc tới tệp này
c502-help = ghi đường dẫn của tệp vào hồ sơ mà nó thuộc về, hoặc đưa tệp ra khỏi thư mục bản xuất
c503 = đường dẫn { $path } đi ra ngoài bản xuất
c503-help = chép tệp vào trong thư mục bản xuất rồi ghi đường dẫn tính từ thư mục của tệp YAML này, không dùng ổ đĩa (C:), dấu \ hay dấu / ở đầu
c504 = { $path } có nội dung không đúng với đuôi tên tệp{ $found ->
    [not-given] {""}
   *[other] : bên trong là { $found }
  }
c504-help = mở thử tệp; nếu tệp hỏng thì chép lại từ bản gốc, nếu chỉ sai đuôi thì đổi tên cho đúng và sửa đường dẫn trong hồ sơ
c505 = tệp { $path } đã được ghi ở { $file }, dòng { $line }
c505-help = mỗi tệp chỉ thuộc một hồ sơ: xóa một trong hai chỗ ghi, hoặc sửa đường dẫn ghi nhầm
c506 = tệp XML { $path } của học bạ số không đọc được{ $said ->
    [not-given] {""}
   *[other] : { $said }
  }
c506-help = tải lại tệp từ hệ thống học bạ số của Bộ; không mở ra sửa rồi lưu lại, vì chữ kí số sẽ hỏng
c507 = tệp XML { $path } của học bạ số thiếu: { $fields }
c507-help = không sửa tệp đã kí; tải lại từ hệ thống học bạ số; nếu bản phát hành thiếu thật thì thu hồi và cấp lại, hoặc giữ nguyên và ghi chú
c508 = học bạ số (tệp XML) của học sinh { $pupil } không khớp ở { $what }: tệp XML ghi { $xml ->
    [not-given] trống
   *[other] { $xml }
  }, dữ liệu xuất ghi { $ours ->
    [not-given] trống
   *[other] { $ours }
  }
c508-help = sửa dữ liệu xuất nếu nó sai, hoặc sửa tep_xml nếu gắn nhầm tệp; nếu bản đã kí sai thì thu hồi, cấp lại và ghi trang_thai: Đã thu hồi
c509 = tệp XML { $path }: { $what ->
    [missing] thiếu thông tin kí của { $who }
    [time] thời điểm kí của { $who } không đọc được: { $first }
   *[order] { $who } kí lúc { $second }, trước người phải kí trước đó ({ $first })
  }
c509-help = tải lại tệp từ hệ thống; nếu bản phát hành đúng như vậy thì báo đơn vị quản lí hệ thống, giữ nguyên tệp và ghi chú; thứ tự kí là GVCN, CBQL, phát hành
c510 = học bạ số của học sinh { $pupil } ({ $state }): { $what ->
    [two-live] đã có một bản khác còn hiệu lực ở dòng { $line }
    [replaces-nothing] bản cấp lại không ghi thay cho bản nào
    [replaces-unknown] bản mà nó thay cho không có trong danh sách này
    [replaces-other] bản mà nó thay cho là của học sinh khác
    [replaces-live] bản mà nó thay cho chưa ghi là đã thu hồi
   *[replaces-newer] bản mà nó thay cho lại phát hành sau nó
  }
c510-help = { $what ->
    [two-live] mỗi em mỗi năm chỉ có một bản còn hiệu lực: ghi trang_thai: Đã thu hồi cho bản cũ
   *[other] sửa thay_cho cho đúng mã tra cứu của bản đã thu hồi, và ghi bản ấy trang_thai: Đã thu hồi
  }
c511 = chữ kí số trong tệp { $path } không khớp với nội dung: tệp đã bị thay đổi sau khi kí
c511-help = tải lại tệp gốc từ hệ thống học bạ số; không mở ra rồi lưu lại, vì một khoảng trắng cũng làm hỏng chữ kí
c512 = không dùng được { $path } làm hình trong văn bản: { $what }
c512-help = hình trong văn bản là tệp PNG hoặc JPEG, tên có đuôi .png, .jpg hay .jpeg; mở thử hình, lưu lại thành PNG hoặc JPEG rồi sửa đường dẫn; tệp dạng khác thì ghi vào tep_kem
c513 = hình { $path } vượt giới hạn: { $what } ({ $limit })
c513-help = thu nhỏ hình (cạnh dài 2000 điểm ảnh là đủ in), hoặc chia văn bản; muốn giữ nguyên tệp gốc thì ghi thêm vào tep_kem
c514 = hình { $path } không có lời tả
c514-help = ghi vào giữa hai ngoặc vuông hình cho thấy gì, để người không nhìn được hình vẫn hiểu: ![Sơ đồ sân trường]({ $path })
c515 = hình { $path } nằm trên mạng, không nằm trong bản xuất
c515-help = tải hình về, chép vào thư mục bản xuất rồi ghi đường dẫn tính từ thư mục của tệp này; kho mở được khi không có mạng
c516 = chữ kí số trong tệp { $path } không khớp khóa của chứng thư nằm trong tệp: chữ kí, phần được kí hoặc chứng thư đã bị thay
c516-help = tải lại tệp gốc từ hệ thống học bạ số; tải lại vẫn thế thì báo đơn vị cấp học bạ số thu hồi và phát hành lại

# C6xx – ngày tháng và thẩm quyền.
c601 = { $authority } không còn (hoặc chưa có) thẩm quyền vào ngày { $date }
c601-help = ghi tên cơ quan có thẩm quyền vào ngày văn bản; từ 01/7/2025 không còn cấp huyện, trường tiểu học công lập thuộc UBND xã, phường; trong co_quan_chu_quan thì ghi thêm den: ngày cuối có thẩm quyền
c602 = ngày { $date } nằm ngoài năm học ({ $first } đến { $last })
c602-help = xem lại ngày, nhất là năm và thứ tự ngày/tháng; nếu ngày đúng như trong sổ gốc thì giữ nguyên
c603 = ngày { $second } lại đứng trước ngày { $first } mà nó phải theo sau
c603-help = xem lại hai ngày với sổ gốc; hay gặp nhất là đảo ngày với tháng hoặc ghi nhầm năm
c604 = { $kind } đề ngày { $date }, sau hạn { $due } của kế hoạch năm học
c604-help = sửa ngày nếu ghi nhầm; nếu lập muộn thật thì giữ nguyên, hoặc sửa hạn trong truong.yaml (han_khoa_hoc_ba, han_nop) nếu trường đã gia hạn
c605 = { $list ->
    [hieu_truong] ngày { $date } có hồ sơ ({ $file }) mà hieu_truong không có ai giữ chức
   *[other] ngày { $date } có hồ sơ ({ $file }) mà co_quan_chu_quan không có cơ quan nào
  }
c605-help = sửa tu, den trong { $list } của truong.yaml cho các khoảng ngày nối liền nhau, kể cả người phụ trách tạm thời
c606 = mã tỉnh { $found } ({ $name }) { $due ->
    [not-given] không dùng vào ngày { $date }
   *[other] vào ngày { $date } là của { $due }
  }
c606-help = ghi mã và tên tỉnh đang dùng vào cuối năm học; mã cũ trước khi hợp nhất thì ghi trong ma_cu

# C7xx, C8xx – thời hạn và thành phần hồ sơ.
c701 = thời hạn { $term } ngắn hơn mức tối thiểu { $floor } cho { $kind }
c701-help = ghi thoi_han: "{ $floor }" hoặc dài hơn, theo mục { $row } của { $act }{ $sure ->
    [yes] {""}
   *[no] {" "}(mục này chưa đối chiếu văn bản gốc)
  }
c702 = danh mục hồ sơ của trường không có { $title } ({ $kind }), trong khi bản xuất có loại hồ sơ này
c702-help = thêm { $kind } vào loai_ho_so của hồ sơ chứa nó, hoặc thêm một hồ sơ mới vào danh mục; chưa có thì áp dụng mức tối thiểu của bảng thời hạn
c703 = danh mục hồ sơ và thời hạn { $act } chưa ghi người kí
c703-help = ghi nguoi_ki: mã của Hiệu trưởng trong nhan_su; danh mục chưa kí thì không phải căn cứ của thời hạn lưu trữ
c801 = bản xuất không có { $title } ({ $kind }), { $owner ->
    [to] hồ sơ của tổ chuyên môn
    [gv] hồ sơ của giáo viên
   *[truong] hồ sơ của nhà trường
  } mà điều lệ buộc phải có
c801-help = thêm tệp có dòng loai: { $kind }; nếu hồ sơ được giữ trên giấy thì ghi việc đó vào danh mục hồ sơ (căn cứ { $clause } của { $act }{ $sure ->
    [yes] {""}
   *[no] , chưa đối chiếu văn bản gốc
  })
c802 = { $title } ({ $kind }), { $owner ->
    [to] hồ sơ của tổ chuyên môn
    [gv] hồ sơ của giáo viên
   *[truong] hồ sơ của nhà trường
  }, còn thiếu của { $per ->
    [team] tổ
    [grade] khối
   *[class] lớp
  } { $units }
c802-help = thêm tệp có dòng loai: { $kind } cho từng { $per ->
    [team] tổ
    [grade] khối
   *[class] lớp
  } còn thiếu; nếu hồ sơ được giữ trên giấy thì ghi việc đó vào danh mục hồ sơ (căn cứ { $clause } của { $act }{ $sure ->
    [yes] {""}
   *[no] , chưa đối chiếu văn bản gốc
  })
