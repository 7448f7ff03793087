# Lời của dòng lệnh. English in ../en/cli.ftl with the same ids.
cli-help = niemphong: biến hồ sơ xuất ra của một trường tiểu học thành kho lưu trữ tĩnh, có niêm phong, và kiểm tra kho ấy mãi về sau
cli-help-after = Mã thoát: 0 xong, đạt · 1 dữ liệu hoặc kho có lỗi · 2 gõ sai lệnh · 3 không làm xong được · 4 nguyên vẹn nhưng chưa rõ người kí · 130 bị ngắt. Mã khác: coi như hỏng.
cli-usage = Cách gõ
cli-value-command = LỆNH
cli-heading-commands = Lệnh
cli-heading-arguments = Tham số
cli-heading-options = Tùy chọn
cli-heading-common = Tùy chọn chung
cli-help-init = Tạo thư mục dữ liệu mới với các tệp bắt buộc và lược đồ
cli-help-check = Kiểm tra dữ liệu xuất: nêu mọi lỗi cùng một lúc, mỗi lỗi có tệp, dòng, cột và cách sửa
cli-help-build = Kiểm tra rồi dựng, niêm phong và kí kho lưu trữ; dữ liệu còn lỗi thì không ghi gì
cli-help-verify = Kiểm tra một kho lưu trữ có đúng là cái đã niêm phong không
cli-help-prove = Viết ra bằng chứng một hồ sơ thuộc kho đã niêm phong
cli-help-verify-proof = Kiểm tra một bằng chứng, một gói niêm phong, hoặc thư mục của một bản trích, không cần kho
cli-help-sign = Thêm chữ kí của một vai vào kho đã niêm phong
cli-help-key = Tạo và xem khóa
cli-help-key-new = Tạo cặp khóa mới: PREFIX.key và PREFIX.pub
cli-help-key-secret = Tạo tệp bí mật để dựng lại kho cho cùng các byte
cli-help-key-show = Xem một khóa công khai và dấu vân tay của nó
cli-help-trust = Tệp tin cậy: khóa của ai được tính
cli-help-trust-new = Tạo tệp tin cậy cho một trường, kí bằng khóa gốc
cli-help-trust-show = Đọc tệp tin cậy bằng lời thường, và xem khóa gốc nào đã kí
cli-help-trust-add = Bản mới: thêm khóa công khai
cli-help-trust-revoke = Bản mới: thu hồi một khóa (mất, lộ), kể từ ngày có thể đã lộ
cli-help-trust-succeed = Bản mới: người kế nhiệm nhận vai của người thôi giữ chức
cli-help-trust-hold = Bản mới: lệnh giữ lại, không cho hủy một tập
cli-help-trust-lift = Bản mới: chấm dứt lệnh giữ lại
cli-help-trust-paper-seal = Bản mới: đã nhận Biên bản niêm phong giấy có chữ kí và dấu
cli-help-trust-paper-disposal = Bản mới: đã nhận giấy xác nhận hủy có chữ kí và dấu
cli-help-trust-policy = Bản mới: kho nào cần chữ kí của những vai nào
cli-help-trust-rotate-root = Bản mới: thay các khóa gốc
cli-help-trust-renew = Bản mới: nội dung như cũ, thêm thời hạn
cli-help-trust-sign = Thêm chữ kí của một khóa gốc khác vào tệp tin cậy
cli-help-due = Liệt kê hồ sơ hết thời hạn lưu trữ tính đến đầu một năm
cli-help-redact = Làm bản sao đã lược cho thanh tra hoặc để công khai: một kho thứ hai, có niêm phong riêng, ghi rõ niêm phong gốc
cli-help-shelf = Làm một trang đầu để mở và tra cứu nhiều kho; kệ không chứa dữ liệu cá nhân
cli-help-print = Ghép các bản in đã niêm phong thành bộ in hoặc tập gấp A3, hoặc lập danh mục theo thời hạn lưu trữ (bản dẫn xuất, ghi vào thư mục mới)
cli-help-files = Từ kho đã niêm phong: mục lục hồ sơ, mục lục văn bản, minh chứng, biên bản giao nhận, và từng hồ sơ thành PDF + XML (NĐ 30/2020, Phụ lục VI)
cli-help-sample = Viết dữ liệu của một trường hư cấu, cỡ tùy chọn
cli-help-schema = In lược đồ JSON của một loại hồ sơ, hoặc liệt kê các loại
cli-help-explain = Giải thích một mã lỗi
cli-help-completions = In tệp hoàn thành lệnh cho trình lệnh
cli-help-man = In trang hướng dẫn
cli-help-demo = Làm trọn việc chính trên trường mẫu với khóa dùng một lần
cli-arg-help = In hướng dẫn này
cli-arg-version = In phiên bản
cli-arg-lang = Ngôn ngữ của lời nhắn (mặc định: vi; hoặc biến NIEMPHONG_LANG)
cli-arg-format = Dạng trả lời: text cho người đọc, json cho chương trình (mặc định: text)
cli-arg-jobs = Số luồng làm việc (mặc định: số nhân của máy; riêng việc đọc từ đĩa quay chỉ dùng một)
cli-arg-templates = Thư mục có tệp thay cho mẫu trình bày có sẵn
cli-arg-schemas = Thư mục có tệp thay cho lược đồ và danh mục có sẵn
cli-arg-folder = Thư mục cần tạo
cli-arg-export = Thư mục dữ liệu xuất
cli-arg-archive = Thư mục kho lưu trữ
cli-arg-archives = Các thư mục kho lưu trữ
cli-arg-out = Nơi ghi kết quả; không bao giờ ghi đè
cli-arg-folders = Các kho, hoặc thư mục chứa các kho
cli-arg-shelf-out = Thư mục của trang đầu, cạnh các kho; chuyển cùng nhau thì vẫn nối được
cli-arg-audience = Bản sao cho ai: inspector (hồ sơ không có cha mẹ, nơi ở, số định danh, dân tộc, sức khỏe, nhận xét) hoặc public (kế hoạch và công khai; còn lại chỉ đếm)
cli-arg-redact-previous = Bản sao cùng đối tượng, niêm phong trước bản này
cli-arg-key-new-out = Phần đầu tên tệp: sẽ có PREFIX.key và PREFIX.pub
cli-arg-key-secret-out = Tệp cần tạo; đặt ngoài kho, cạnh thư mục dữ liệu (du-lieu.bi-mat cạnh du-lieu)
cli-arg-sealed-at = Thời điểm niêm phong, dạng 2026-06-12T09:30:00+07:00 (mặc định: bây giờ)
cli-arg-previous = Kho đã niêm phong liền trước của trường, để nối chuỗi
cli-arg-cosigner = Tệp khóa công khai TÊN.pub của người sẽ kí sau bằng lệnh sign: biên bản niêm phong in sẵn vân tay khóa (lặp lại được)
cli-arg-tools = Thư mục có chương trình niemphong-verify (Windows, Linux) để đi kèm trong kho (mặc định: thư mục tools cạnh chương trình này, nếu có)
cli-arg-no-tools = Không kèm chương trình kiểm tra nào trong kho
cli-arg-plan = Chỉ cho biết sẽ ghi những gì, không ghi
cli-arg-secret = Tệp bí mật của trường (mặc định: EXPORT.bi-mat cạnh thư mục dữ liệu, nếu có)
cli-arg-cache = Thư mục giữ bản in đã dựng, để lần sau chỉ dựng lại hồ sơ đã sửa; cần tệp bí mật và cùng --sealed-at. Có dữ liệu học sinh: giữ như thư mục dữ liệu, đừng chép đi
cli-arg-key = Tệp khóa bí mật
cli-arg-key-show-key = Tệp khóa công khai PREFIX.pub
cli-arg-password-file = Tệp chứa mật khẩu trên một dòng (nếu bỏ trống sẽ hỏi)
cli-arg-role = Vai: hieu_truong, van_thu, thanh_tra hoặc so_gddt
cli-arg-holder = Họ tên người giữ khóa
cli-arg-chain = Các kho tiếp theo của chuỗi, cũ trước mới sau
cli-arg-trust = Tệp tin cậy, nằm ngoài kho
cli-arg-trust-root = Dấu vân tay của khóa gốc, lấy từ giấy
cli-arg-expect-seal = Mã băm của niêm phong ghi trên biên bản giấy
cli-arg-as-of = Ngày dùng để xét hiệu lực khóa (mặc định: hôm nay)
cli-arg-quick = Kiểm tra nhanh: không đọc nội dung tệp, nên không bao giờ kết luận đạt
cli-arg-min-serial = Số niêm phong thấp nhất chấp nhận được, lấy từ giấy
cli-arg-min-trust-version = Phiên bản tệp tin cậy thấp nhất chấp nhận được, lấy từ giấy
cli-arg-file = Tệp tin cậy hiện hành
cli-arg-trust-out = Tệp tin cậy mới; chữ kí đặt cạnh nó; không bao giờ ghi đè
cli-arg-trust-new-root = Tệp khóa bí mật của (các) khóa gốc; khóa nào cũng kí
cli-arg-trust-password-file = Tệp chứa mật khẩu trên một dòng: một tệp cho mọi khóa, hoặc mỗi khóa một tệp (nếu bỏ trống sẽ hỏi)
cli-arg-days = Số ngày được dùng kể từ ngày cấp (bỏ trống: dài như bản trước; bản đầu: hết năm thứ năm)
cli-arg-trust-new-school = Mã trường, nên kèm mã tỉnh: 82/82760123 (bỏ trống: mọi trường)
cli-arg-need = Cần bao nhiêu vai trong số đó (bỏ trống: tất cả)
cli-arg-valid-from = Ngày đầu khóa có hiệu lực
cli-arg-valid-to = Ngày cuối khóa có hiệu lực (bỏ trống: hết hạn cùng tệp)
cli-arg-further-roots = Khóa công khai của các khóa gốc khác, sẽ kí sau bằng "trust sign"
cli-arg-threshold = Số khóa gốc phải kí
cli-arg-key-spec = Khóa: tệp .pub, 56 kí tự của khóa, hoặc dấu vân tay
cli-arg-reason = Lí do
cli-arg-since = Ngày sớm nhất khóa có thể đã ở tay người khác
cli-arg-on = Ngày thu hồi (bỏ trống: ngày cấp bản này)
cli-arg-successor = Khóa công khai của người kế nhiệm
cli-arg-from = Ngày đầu
cli-arg-until = Ngày cuối (bỏ trống: chưa có)
cli-arg-archive-id = Mã kho, ghi trên biên bản: vn/82/82760123/2025-2026
cli-arg-volume = Tập, theo thời hạn: vinh-vien, 70-nam … 2-nam
cli-arg-order = Số, ngày và nơi ban hành lệnh giữ lại
cli-arg-serial = Số niêm phong, ghi trên biên bản
cli-arg-seal-digest = Mã niêm phong trên biên bản giấy; dấu cách không sao
cli-arg-statement = Mã băm của giấy xác nhận hủy
cli-arg-received = Ngày nhận giấy (bỏ trống: ngày cấp bản này)
cli-arg-pattern = Mã kho, hoặc phần đầu và dấu *, ví dụ "vn/82/82760123/*"; bản sao đã lược là "vn/82-tt/…" (thanh tra) và "vn/82-ck/…" (công khai)
cli-arg-remove = Bỏ quy định này
cli-arg-roots = Khóa công khai của TẤT CẢ khóa gốc từ nay
cli-arg-root = Tệp khóa bí mật của khóa gốc
cli-arg-add = Các khóa công khai được tin cậy
cli-arg-school = Mã trường mà tệp tin cậy dùng cho (mặc định: mọi trường)
cli-arg-require = Các vai bắt buộc phải kí (mặc định: vai của các khóa thêm vào)
cli-arg-issued = Ngày cấp (mặc định: hôm nay)
cli-arg-year = Năm cần xét
cli-arg-pupils = Số học sinh (mặc định: 120)
cli-arg-seed = Số gieo: cùng số thì cùng dữ liệu (mặc định: 1)
cli-arg-school-year = Năm học (mặc định: 2025-2026)
cli-arg-class = Chỉ hồ sơ của lớp này, ví dụ 5A
cli-arg-retention = Chỉ hồ sơ có thời hạn lưu trữ này: vinh-vien, 20-nam …
cli-arg-print-kind = Chỉ loại hồ sơ này, ví dụ hoc_ba
cli-arg-print-record = Chỉ hồ sơ có mã này, ví dụ hoc-ba.2412345678
cli-arg-all = Mọi hồ sơ trong kho
cli-arg-booklet = Mỗi hồ sơ một tập gấp khổ A3: hai trang một mặt, xếp theo thứ tự gấp
cli-arg-print-list = Không ghép bản in mà lập danh mục hồ sơ theo thời hạn lưu trữ, mỗi thời hạn một tệp PDF (bản dẫn xuất)
cli-arg-one-sided = In một mặt: không chèn trang trống
cli-arg-files-file = Chỉ hồ sơ có số, kí hiệu này trong danh mục hồ sơ, ví dụ 09.HS
cli-arg-lists = Chỉ lập danh sách và XML, không chép tài liệu
cli-arg-kind = Loại hồ sơ
cli-arg-record = Mã hồ sơ, ví dụ hoc-ba.2412345678
cli-arg-proof = Tệp bằng chứng, hoặc thư mục của một bản trích
cli-arg-code = Mã lỗi, ví dụ C405
cli-arg-shell = Trình lệnh: bash, elvish, fish, powershell hoặc zsh
cli-progress-read = Đọc dữ liệu
cli-progress-render = Dựng hồ sơ
cli-error = lỗi
cli-error-full = { $path }: đĩa hoặc phương tiện đã đầy
cli-error-full-help = dọn bớt hoặc dùng phương tiện khác rồi chạy lại đúng lệnh này; chưa có gì được ghi dở
cli-error-permission = { $path }: không có quyền ghi hoặc đọc ở đây
cli-error-permission-help = chọn thư mục khác, hoặc xin quyền ghi của người quản trị máy, rồi chạy lại; chưa có gì được ghi dở
cli-error-read-only = { $path }: đĩa hoặc phương tiện chỉ cho đọc
cli-error-read-only-help = gạt nút khóa ghi trên phương tiện nếu có, hoặc dùng phương tiện khác
cli-error-too-large = { $path }: một tệp lớn như vậy không ghi được lên phương tiện này (FAT32 chỉ nhận tệp dưới 4 GB)
cli-error-too-large-help = dùng phương tiện định dạng exFAT hoặc NTFS; hoặc sao không mã hóa, khi đó không có tệp nào lớn
cli-error-name = { $path }: phương tiện không nhận tên này, vì tên có một trong các dấu " * : < > ? | \ hoặc dấu chấm, dấu cách ở cuối
cli-error-name-help = đặt tên khác rồi chạy lại
cli-error-io = { $path }: { $said }
cli-error-io-help = kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa rồi chạy lại; chưa có gì được ghi dở
cli-error-data = { $said }
cli-error-form = không dựng được hồ sơ theo mẫu: { $said }
cli-error-form-help = dùng --templates thì so mẫu ấy với mẫu có sẵn, hoặc xóa nó khỏi thư mục; không dùng thì gửi dòng trên cho người làm chương trình
cli-error-broken = { $path }{ $line ->
    [not-given] {""}
   *[given] , dòng { $line }, cột { $column }
  }: { $what ->
    [missing] không có tệp này
    [not-text] tệp không phải chữ UTF-8
    [not-font] tệp không phải phông chữ TrueType đọc được
    [markup] văn bản này, sau khi điền, không in được: { $said }
    [date] { $said } không phải ngày có thật trong lịch
    [month-day] { $said } không phải tháng-ngày mà năm nào cũng có
    [term] thời hạn của hàng { $said } không phải số năm từ 2 đến 70, cũng không phải Vĩnh viễn
    [result] { $said } không phải mã của một trong bốn mức kết quả
    [kind-name] { $said } không dùng làm tên loại hồ sơ được
    [kind-twice] loại hồ sơ { $said } đã có trong danh mục
    [key-twice] khóa { $said } nằm ở hai nhóm: { $due }
    [lacks] thiếu khóa { $said }
    [unknown-key] không có khóa nào tên { $said }
    [unknown-value] không có giá trị nào tên { $said }
    [unlisted] { $said } không có trong danh sách
    [wrong-type] giá trị không đúng kiểu: { $said }
    [yaml] tệp không đúng quy cách YAML: { $said }
   *[unreadable] chương trình không đọc được tệp này: { $said }
  }
cli-error-broken-help = { $what ->
    [missing] thêm tệp, hoặc bỏ mục dẫn tới nó; một loại hồ sơ mới cần đủ tệp .catalogue.yaml và .schema.json
    [not-text] lưu lại tệp với bảng mã UTF-8
    [not-font] thay bằng tệp .ttf khác, hoặc xóa nó để dùng phông chữ có sẵn
    [date] viết năm-tháng-ngày, ví dụ 2025-07-01, hoặc ngày/tháng/năm
    [month-day] viết tháng-ngày, ví dụ 06-30; không dùng 02-29
    [term] viết số năm, ví dụ 20, hoặc Vĩnh viễn
    [result] viết HTXS, HTT, HT hoặc CHT
    [kind-name] dùng chữ thường không dấu, số và dấu gạch dưới, ví dụ so_tiem_chung
    [kind-twice] đặt tên khác; muốn đổi loại có sẵn thì sửa một bản của catalogue.yaml
    [key-twice] chỉ để khóa ở một nhóm
    [lacks] thêm khóa { $said } vào mục ở dòng này, như trong tệp mẫu của chương trình
    [unknown-key] xóa khóa này hoặc sửa tên; các khóa được nhận: { $due }
    [unknown-value] viết một trong các tên: { $due }
    [unlisted] viết một trong: { $due }
   *[other] so với tệp mẫu của chương trình, xem dòng được chỉ và dòng ngay trên nó; xóa tệp khỏi thư mục thì chương trình dùng tệp có sẵn
  }
cli-error-folder-file-large = { $path }: tệp lớn hơn 16 MiB, --{ $option } không nhận
cli-error-folder-file-large-help = chỉ để trong thư mục ấy những tệp thay cho tệp của chương trình
cli-error-folder-file-name = { $path }: tên tệp không phải chữ UTF-8, --{ $option } không nhận
cli-error-folder-file-name-help = đổi tên tệp, chỉ dùng chữ không dấu, số, dấu gạch
cli-error-folder-foreign = { $path }: không có tệp nào mà --{ $option } thay hay thêm được
cli-error-folder-foreign-help = chỉ đúng thư mục: tệp phải nằm như trong thư mục { $option ->
    [templates] templates của chương trình, ví dụ pdf/hoc_ba.typ, i18n/vi/pages.ftl
   *[schemas] schemas của chương trình, ví dụ retention.yaml, so_tiem_chung.schema.json
  }
cli-error-interrupted = đã dừng theo yêu cầu; không để lại gì làm dở
cli-error-exists = { $path } đã có, và chương trình không bao giờ ghi đè
cli-error-exists-help = chọn tên khác, hoặc tự chuyển cái cũ đi chỗ khác
cli-error-busy = một chương trình khác đang ghi { $path }
cli-error-busy-help = đợi nó xong rồi chạy lại
cli-error-bad-target = { $path } không dùng làm tên kho được
cli-error-parity-list = không dùng được { $path }: cả hai danh sách khối trong tệp đều hỏng
cli-error-parity-list-help = lấy tệp chẵn lẻ cạnh bản sao khác, hoặc sửa từ một bản sao khác
cli-error-changed = { $path } đã thay đổi trong lúc đang đọc
cli-error-changed-help = để yên thư mục dữ liệu rồi chạy lại
cli-error-no-school = dữ liệu thiếu thông tin trường
cli-error-no-tools = { $path } không có chương trình nào để đi kèm
cli-error-no-archive = trong { $path } không có kho lưu trữ nào
cli-error-no-archive-help = hãy chỉ đúng thư mục có seal/seal.txt, hoặc thư mục chứa nó không quá ba cấp
cli-error-inside-archive = { $path } nằm trong kho { $archive }
cli-error-inside-archive-help = hãy chọn thư mục ngoài mọi kho: thêm bất cứ gì vào kho đều làm kho không đạt khi kiểm tra
cli-error-other-drive = { $path } nằm ở ổ đĩa khác nên không có đường dẫn tương đối
cli-error-other-drive-help = hãy đặt kệ trên cùng ổ với các kho
cli-error-no-basis = { $path } không chứa những gì hồ sơ đã được in kèm, nên không in lại được
cli-error-no-basis-help = xuất bản lại kho từ dữ liệu xuất bằng phiên bản này; hoặc lược từ kho gốc, không phải từ bản sao
cli-error-nothing-left = không hồ sơ nào của kho này được cho đối tượng đó xem từng cái, mà một kho phải có ít nhất một hồ sơ
cli-error-copy-lost = hồ sơ { $id } (loại { $kind }) không còn là một hồ sơ sau khi lược: quy tắc che hoặc bỏ { $keys ->
        [none] một khóa mà biểu mẫu không thể thiếu
       *[other] { $keys }, là khóa lập nên mã của nó
    }
cli-error-copy-lost-help = trong schemas/redaction.yaml, để { $keys ->
        [none] mọi khóa bắt buộc của loại đó
       *[other] { $keys }
    } ở lớp được xem, hoặc để loại { $kind } chỉ được đếm (count); chưa ghi gì
cli-error-is-copy = { $found } đã là bản sao đã lược
cli-error-is-copy-help = hãy làm bản sao từ kho gốc
cli-error-clock = đồng hồ máy chỉ { $now }, trước khi năm học { $year } bắt đầu; niêm phong rồi thì không đổi thời điểm được nữa
cli-error-clock-help = chỉnh lại ngày giờ của máy, hoặc ghi thời điểm: --sealed-at 2026-06-12T09:30:00+07:00
cli-clock-late = lưu ý: thời điểm niêm phong lấy theo đồng hồ máy, { $now }, đã lâu sau năm học { $year }; nếu đồng hồ sai thì bỏ kho này, chỉnh giờ rồi lập lại
cli-error-sealed-at = thời điểm niêm phong { $found } không đúng dạng
cli-error-sealed-at-help = viết theo dạng 2026-06-12T09:30:00+07:00
cli-error-cache-folder = { $path } đã có thứ khác, không phải bộ nhớ đệm của chương trình này
cli-error-cache-folder-help = chọn một thư mục mới hoặc trống
cli-error-cache-secret = --cache cần tệp bí mật: không có nó, sửa một hồ sơ làm đổi mọi bản in
cli-error-cache-secret-help = tạo bằng "niemphong key secret --out EXPORT.bi-mat" (EXPORT là thư mục dữ liệu), hoặc chỉ ra bằng --secret
cli-error-secret = { $path } không phải tệp bí mật của niemphong
cli-error-secret-help = tạo bằng "niemphong key secret --out FILE"
cli-error-other-school = { $path } là kho của trường khác: { $found }
cli-error-key = { $path }: sai mật khẩu, hoặc không phải tệp khóa bí mật
cli-error-key-help = kiểm tra tệp mật khẩu (một dòng) và tệp khóa
cli-error-key-failed = { $path }: { $said }
cli-error-empty-password = mật khẩu trống không bảo vệ được khóa
cli-error-empty-password-help = đặt một câu dài, dễ nhớ với mình
cli-error-holder = họ tên người giữ khóa không hợp lệ: { $said }
cli-error-passwords-differ = hai lần nhập mật khẩu không giống nhau
cli-error-no-password = không có ai để hỏi mật khẩu
cli-error-no-password-help = dùng --password-file TỆP, mật khẩu nằm trên một dòng
cli-error-trust = { $said }
cli-error-trust-help = xem lại giá trị đã gõ; quy tắc ở src/archive/FORMAT.md §9.2
cli-error-trust-value = { $found } không dùng được: { $said }
cli-error-trust-value-help = xem lại giá trị đã gõ; quy tắc ở src/archive/FORMAT.md §9.2
cli-error-no-trust-file = { $path } không phải tệp tin cậy hợp lệ: { $said }
cli-error-trust-unsigned = { $path } chưa có đủ chữ kí của khóa gốc nên không làm nền cho bản mới được
cli-error-trust-unsigned-help = xin bản có chữ kí, hoặc cho các khóa gốc còn thiếu kí bằng "niemphong trust sign"
cli-error-not-a-root = khóa { $fingerprint } không phải khóa gốc của tệp tin cậy này
cli-error-not-a-root-help = kí bằng khóa gốc; "niemphong trust show" liệt kê các khóa gốc
cli-error-signed-already = khóa này đã kí { $path } rồi
cli-error-password-files = số tệp mật khẩu khác số khóa gốc
cli-error-password-files-help = đưa một tệp cho mọi khóa, hoặc mỗi khóa một tệp theo đúng thứ tự
cli-error-no-such-key = tệp tin cậy không có khóa { $found }
cli-error-no-such-key-help = đưa tệp .pub, 56 kí tự của khóa hoặc dấu vân tay; "niemphong trust show" liệt kê các khóa
cli-error-revoked-already = khóa của { $holder } đã bị thu hồi từ trước
cli-error-no-such-policy = tệp tin cậy không có quy định cho { $found }
cli-error-no-such-hold = không có lệnh giữ lại nào còn hiệu lực cho { $archive }, tập { $volume }
cli-error-other-role = khóa của người kế nhiệm mang vai { $found }, cần { $due }
cli-error-issued-earlier = ngày cấp không được trước ngày cấp của bản trước ({ $issued })
cli-error-root-without-trust = --trust-root và --min-trust-version cần đi cùng --trust
cli-error-serial = số niêm phong { $found } không đúng
cli-error-short-password = mật khẩu ngắn quá, dễ bị dò ra khi mất tệp khóa
cli-error-short-password-help = dùng ít nhất 10 kí tự; một câu dài dễ nhớ là tốt nhất
cli-error-role = không có vai { $found }
cli-error-role-help = các vai: { $known }
cli-error-key-without-role = khóa { $key } không ghi vai
cli-error-key-without-role-help = dùng tệp .pub do "niemphong key new" tạo ra
cli-error-day = ngày { $found } không đúng
cli-error-day-help = viết theo dạng 2026-06-12
cli-error-fingerprint = dấu vân tay { $found } không đúng: { $said }
cli-error-digest = mã băm { $found } không đúng: { $said }
cli-error-digest-help = gõ lại đủ 64 chữ số thập lục phân trên biên bản; dấu cách không sao
cli-error-kind = không có loại hồ sơ { $found }
cli-error-kind-help = "niemphong schema" liệt kê các loại
cli-error-code = không có mã lỗi { $found }
cli-error-code-help = "niemphong explain" liệt kê các mã
cli-error-school-year = năm học { $found } không đúng
cli-error-school-year-help = viết hai năm liền nhau, ví dụ 2025-2026
cli-error-demo = phần trình diễn không cho kết quả như mong đợi
cli-error-not-sealed = { $path } không phải kho lưu trữ đã niêm phong
cli-error-not-sealed-help = dữ liệu xuất phải qua "niemphong build" trước
cli-error-no-form = không mẫu giấy tờ nào của việc này có hiệu lực vào ngày { $day }; chưa ghi gì
cli-error-no-form-help = xem effective_from, effective_to trong lap_ho_so/giay_to.yaml của thư mục nêu ở --templates; bỏ --templates thì dùng mẫu có sẵn
cli-error-no-sheets = trong { $path } không có tệp nào
cli-error-no-sheets-help = chỉ thư mục có ảnh chụp hoặc bản quét; thư mục con không được đọc
cli-error-print-choose = chưa chọn in gì
cli-error-print-choose-help = dùng --class 5A, --kind hoc_ba, --record MÃ, --retention 5-nam, ghép được với nhau; hoặc --all; --list lập danh mục theo thời hạn
cli-error-print-nothing = không hồ sơ nào khớp lựa chọn
cli-error-print-nothing-help = các lớp có trong kho: { $known }; "niemphong schema" liệt kê các loại hồ sơ
cli-error-print-fold = { $record } không phải khổ A4 đứng nên không gấp thành tập được
cli-error-print-fold-help = bỏ --booklet, hoặc chọn loại khổ A4 đứng, ví dụ --kind hoc_ba
cli-error-no-file = danh mục hồ sơ không có hồ sơ { $found }, hoặc kho không có tài liệu nào của nó
cli-error-no-file-help = bỏ --file để lập cho mọi hồ sơ
cli-typed-unknown-argument = không có tham số { $argument }
cli-typed-unknown-command = không có lệnh { $argument }
cli-typed-missing = thiếu { $argument }
cli-typed-value = giá trị "{ $value }" của { $argument } không dùng được (các giá trị: { $known })
cli-typed-other = { $said }
cli-typed-help = chạy "niemphong --help", hoặc thêm --help sau lệnh, để xem cách gõ
cli-ask-password = Mật khẩu khóa niêm phong
cli-ask-password-again = Nhập lại mật khẩu
cli-check-sound = Dữ liệu dùng được: { $records } hồ sơ, không có lỗi nào phải sửa.
cli-build-nothing-written = Chưa ghi gì cả: sửa các lỗi trên rồi chạy lại.
cli-build-reused = Dùng lại { $reused }/{ $records } bản in của lần dựng trước.
cli-build-damaged = Bỏ qua { $damaged } mục hỏng trong bộ nhớ đệm; đã dựng lại.
cli-build-done = Đã niêm phong { $records } hồ sơ.
    Kho lưu trữ:     { $path }
    Mở bằng:         { $start }
    Mã băm niêm phong (đối chiếu với biên bản giấy):
      { $seal }
cli-build-signed = Đã kí. In evidence/bien-ban.pdf, kí, đóng dấu, giữ ngoài kho lưu trữ.
cli-build-unsigned = CHƯA KÍ: kho có niêm phong nhưng chưa có chữ kí nào. Kí bằng "niemphong sign".
cli-plan-forever = mãi mãi
cli-plan-volume = { $volume }: { $records } hồ sơ, giữ đến { $until } (mục { $rules })
cli-sample-done = Đã viết trường mẫu vào { $path }
cli-init-done = Đã tạo { $path }. Các loại hồ sơ có thể thêm:
cli-sign-seal = Sắp kí niêm phong của { $archive }. Mã băm, hãy so với biên bản giấy: { $seal }
cli-sign-minutes = Biên bản niêm phong đã lập khi niêm phong và giữ nguyên. Hãy so vân tay khóa này với vân tay in trên biên bản; nếu biên bản chưa có, ghi tay lên bản giấy cạnh chữ kí: { $fingerprint }
cli-sign-done = Đã kí với vai { $role }: { $path }
cli-key-fingerprint = Dấu vân tay (ghi ra giấy): { $fingerprint }
cli-secret-done = Đã tạo tệp bí mật { $path }. Giữ riêng, không chép vào kho; hủy nó khi kho đã kí xong, chậm nhất trước lần tiêu hủy đầu tiên.
cli-redact-again = bản lược làm lại, thay bản trước
cli-redact-refused = Không làm bản sao: kho không đúng như khi niêm phong.
cli-redact-done = Bản sao đã lược gồm { $shown } hồ sơ; { $left } hồ sơ chỉ được đếm, { $files } tệp gốc không được chép. Không đưa kho gốc cho người chỉ được xem bản này.
cli-redact-policy =
    Tệp tin cậy lập cho riêng một trường cần thêm một dòng cho bản sao (thiếu thì verify nói CHƯA KẾT LUẬN, V408), do Sở giáo dục lập:
    niemphong trust policy trust.yaml --archives "{ $archives }" --require hieu_truong --root so-gddt.key --out trust-2.yaml
cli-shelf-twice = { $path } có cùng niêm phong với { $other }, chỉ hiện một lần
cli-shelf-done = Đã làm kệ cho { $archives } kho. Kệ không kiểm tra kho nào.
    Mở: { $start }
cli-trust-done = Đã ghi { $path } (phiên bản { $version }, dùng đến hết ngày { $expires }) và chữ kí cạnh nó.
    Chép ra giấy và cất giữ; người kiểm tra gõ lại từ giấy, không chép từ máy:
      phiên bản thấp nhất (--min-trust-version): { $version }
      dấu vân tay khóa gốc (--trust-root):
    { "    " }{ $fingerprint }
cli-trust-threshold = Cần { $threshold } khóa gốc cùng kí: ghi cả con số này ra giấy; khi kiểm tra phải gõ đủ { $threshold } dấu vân tay, mỗi dấu một --trust-root.
cli-trust-missing = CÒN THIẾU { $count } chữ kí của khóa gốc, chưa dùng được. Người giữ khóa gốc khác chạy: niemphong trust sign { $path } --root KHÓA
cli-trust-missing-old = CÒN THIẾU { $count } chữ kí của khóa gốc CŨ: thiếu nó thì người chỉ có dấu vân tay cũ không nối được sang bản này. Người giữ khóa cũ chạy: niemphong trust sign { $path } --root KHÓA
cli-trust-rotated = Khóa gốc đã thay. Phát giấy có dấu vân tay mới; ai chỉ có giấy cũ thì kiểm tra bằng cả hai bản, cũ trước mới sau:
    { "    " }--trust { $old } --trust { $path } --trust-root "{ $fingerprint }"
cli-trust-open = khi có lệnh khác
cli-trust-any-school = mọi trường
cli-trust-show-signed = Tệp tin cậy có đủ chữ kí, và khóa gốc đúng với dấu vân tay từ giấy.
cli-trust-show-unpinned = CHƯA KẾT LUẬN: tệp đủ chữ kí của khóa gốc ghi trong chính nó, nhưng chưa so dấu vân tay với giấy (--trust-root).
cli-trust-show-other-root = SAI KHÓA GỐC: dấu vân tay từ giấy không phải của khóa gốc đã kí tệp này. Không dùng.
cli-trust-show-unsigned = KHÔNG ĐỦ CHỮ KÍ của khóa gốc. Không dùng; nội dung dưới đây ai cũng có thể đã viết.
cli-trust-show-head = { $path }: phiên bản { $version }, cấp ngày { $issued }, dùng đến hết ngày { $expires } (còn { $left } ngày)
cli-trust-show-head-expired = { $path }: phiên bản { $version }, cấp ngày { $issued }, ĐÃ HẾT HẠN từ sau ngày { $expires }
cli-trust-show-roots = Khóa gốc: đã kí { $signed }, cần { $threshold }
cli-trust-show-root-signed = { "  " }đã kí    { $fingerprint }
cli-trust-show-root = { "  " }chưa kí  { $fingerprint }
cli-trust-show-keys = Khóa được tin: { $count }
cli-trust-show-key = { "  " }{ $holder } – { $role }, trường { $school }, từ { $from } đến { $to }
    { "    " }dấu vân tay { $fingerprint }
cli-trust-show-revoked = { "    " }ĐÃ THU HỒI ngày { $on }: { $reason }; không tin chữ kí từ ngày { $since }
cli-trust-show-successor = { "    " }người kế nhiệm: { $holder }
cli-trust-show-policy = Quy định: { $archives } cần chữ kí của { $need } trong các vai: { $roles }
cli-trust-show-hold = Lệnh giữ lại: { $archive }, tập { $volume }, từ { $from } đến { $until } ({ $order })
cli-trust-show-paper-seal = Niêm phong có giấy: { $archive } số { $serial }, nhận ngày { $received }
    { "  " }{ $seal }
cli-trust-show-paper-disposal = Hủy có giấy: { $archive } số { $serial }, tập { $volume }, nhận ngày { $received }
    { "  " }{ $statement }
cli-trust-warn-expires = Chú ý: còn { $left } ngày là hết hạn; cấp bản mới bằng "niemphong trust renew".
cli-trust-warn-any-school = Chú ý: khóa của { $holder } dùng được cho MỌI trường.
cli-trust-warn-no-paper = Chú ý: khóa của { $holder } đã hết hiệu lực mà chưa ghi biên bản giấy nào; kho do khóa này kí sẽ là CHƯA KẾT LUẬN cho đến khi ghi giấy đã nhận trước ngày đó ("niemphong trust paper-seal").
cli-trust-warn-no-policy = Chú ý: chưa có quy định nào, nên mọi kho sẽ là CHƯA KẾT LUẬN.
cli-due-head = Hồ sơ hết thời hạn lưu trữ tính đến 01/01/{ $year }:
cli-due-kept = { $archive } · { $volume }: còn thời hạn, giữ đến { $until } ({ $records } hồ sơ)
cli-due-permanent = { $archive } · { $volume }: giữ vĩnh viễn ({ $records } hồ sơ)
cli-due-reached = { $archive } · { $volume }: ĐÃ HẾT THỜI HẠN từ { $until } ({ $records } hồ sơ), xét hủy theo quy định
cli-due-unverified = { $archive } · { $volume }: quá ngày { $until } ({ $records } hồ sơ), nhưng dựa trên mục chưa đối chiếu văn bản gốc nên KHÔNG đề nghị hủy: { $rows }
cli-print-refused = Không in gì: kho không còn đúng như đã niêm phong.
cli-print-done = Đã ghép { $records } hồ sơ, { $pages } trang, vào { $path } (bản dẫn xuất; hồ sơ vẫn là tệp trong kho).
cli-files-done = Đã lập giấy tờ cho { $files } hồ sơ, { $documents } tài liệu, trong { $path } (bản dẫn xuất).
cli-demo-sample = 1. Viết một trường mẫu hư cấu …
cli-demo-check = 2. Kiểm tra dữ liệu …
cli-demo-build = 3. Dựng và niêm phong { $records } hồ sơ bằng khóa dùng một lần …
cli-demo-verify = 4. Kiểm tra kho với tệp tin cậy:
cli-demo-verify-without-trust = 5. Kiểm tra kho khi không có tệp tin cậy (không biết ai đã kí):
cli-demo-tamper = 6. Chép kho, sửa một chữ trong một học bạ, rồi kiểm tra bản bị sửa:
cli-demo-done = Xong. Mở bằng trình duyệt: { $start }
cli-help-copy = Chép kho lưu trữ sang phương tiện khác, đọc lại từ phương tiện để đối chiếu, lập nhật kí và biên bản sao lưu
cli-help-repair = Sửa tệp hỏng hoặc mất trong kho bằng các bản sao, rồi kiểm tra lại
cli-arg-targets = Nơi đặt mỗi bản sao; là thư mục đã có thì chép vào trong, giữ tên kho
cli-arg-medium = Mã phương tiện, theo thứ tự các nơi chép (lặp lại được)
cli-arg-by = Người sao lưu: họ tên, hoặc mã nhân sự để ghi vào nhật kí
cli-arg-place = Địa điểm sao lưu, ghi vào biên bản
cli-arg-papers = Thư mục đặt nhật kí và biên bản sao lưu (mặc định: cạnh kho)
cli-arg-repair-from = Các bản sao của kho, nguyên vẹn hay không
cli-progress-copy = Chép kho
cli-progress-verify = Đọc và đối chiếu
cli-progress-repair = Đối chiếu từng tệp
cli-copy-done = { $path }: đã chép { $files } tệp, { $bytes }, đọc lại từ phương tiện thấy đúng (chép tiếp { $resumed } tệp của lần trước)
cli-copy-failed = { $path }: CHƯA CÓ BẢN SAO: { $said }
cli-copy-clock = lưu ý: đồng hồ máy chỉ { $now }, trước cả lúc niêm phong; chỉnh giờ, rồi sửa ngày trong nhật kí và biên bản sao lưu trước khi kí
cli-copy-paused = phần đã chép cho { $path } được giữ lại; chạy lại đúng lệnh này sẽ chép tiếp
cli-copy-papers = Nhật kí và biên bản sao lưu (in, kí): { $path }
cli-copy-one-is-few = mới có một bản sao: quy định cần ít nhất hai phương tiện, để ở hai nơi
cli-copy-source-failed = { $path } không còn đúng như khi niêm phong, nên không chép gì; sửa bằng "niemphong repair" trước
cli-error-copy-differs = { $path }: đọc lại từ phương tiện thấy khác bản gốc; phương tiện này không đáng tin
cli-error-copy-differs-help = dùng phương tiện khác rồi chạy lại
cli-error-seals-differ = kho và các bản sao mang niêm phong khác nhau, không rõ cái nào đúng
cli-error-seals-differ-help = lấy mã băm trên biên bản giấy: --expect-seal MÃ
cli-error-no-seal = không nơi nào có tệp niêm phong đọc được
cli-error-no-seal-help = thêm bản sao khác vào --from
cli-repair-mended = đã sửa: { $path } (từ { $from })
cli-repair-lost = KHÔNG SỬA ĐƯỢC: { $path } (không bản sao nào còn đúng)
cli-repair-aside = Tệp hỏng được giữ lại ở { $path }
cli-repair-sound = Đã sửa { $count } tệp; kho lại đúng như khi niêm phong. Ai đã kí: chạy "niemphong verify" với tệp tin cậy.
cli-repair-not-sound = Đã sửa { $count } tệp, nhưng kho vẫn KHÔNG đúng như khi niêm phong.
cli-arg-copy-parity = Lập thêm tệp chẵn lẻ cạnh mỗi bản sao, cỡ ngần ấy phần trăm kho; sửa được chừng ấy hư hỏng mà không cần bản sao khác
cli-arg-repair-parity = Tệp chẵn lẻ của kho (.chan-le)
cli-repair-container = { $path }: { $count } khối hỏng đã được bù; tệp mã hóa lại đúng như khi sao. Bên trong còn đúng niêm phong: chạy "niemphong verify" với mật khẩu hoặc khóa.
cli-repair-container-lost = { $path }: KHÔNG SỬA ĐƯỢC, { $count } khối hỏng; tệp được để nguyên. "niemphong verify" với mật khẩu hoặc khóa cho biết còn lấy được gì.
cli-error-repair-container = { $path } là bản sao mã hóa, chỉ sửa được bằng tệp chẵn lẻ lập cùng với nó
cli-error-repair-container-help = niemphong repair BẢN-SAO.tar.age --parity BẢN-SAO.tar.age.chan-le; hai bản mã hóa của cùng một kho không bù được cho nhau
cli-repair-parity-short = tệp chẵn lẻ không đủ: { $lost } khối hỏng, bù được { $spare }
cli-help-paper = So tờ giấy với niêm phong: ảnh chụp hoặc bản quét, mã trên tờ giấy dẫn tới hồ sơ niêm phong nào, và hồ sơ ấy ghi gì
cli-arg-sheets = Ảnh chụp, bản quét (PNG, JPEG, PDF) hoặc thư mục chứa chúng, chữ đọc từ mã QR trên tờ giấy, hoặc tệp ghi chữ ấy, mỗi mã một dòng
cli-arg-paper-archive = Kho lưu trữ để so; có thể nêu nhiều lần
cli-arg-pack = Gói niêm phong để so; có thể nêu nhiều lần
cli-help-pack = Viết gói niêm phong: niêm phong, chữ kí và giá trị băm của từng hồ sơ, không có dữ liệu cá nhân, đủ để kiểm tra tờ giấy mà không cần kho lưu trữ
cli-pack-done = { $out }: { $archives } kho lưu trữ, { $leaves } hồ sơ, { $bytes } byte. Gói không nêu tên ai, có thể gửi đi; "niemphong paper ẢNH --pack { $out } --trust …" dùng nó để kiểm tra tờ giấy.
cli-pack-refused = { $path }: kho lưu trữ này không đưa vào gói được:
cli-progress-paper = Đọc tờ giấy
cli-paper-typed = Mã gõ vào
cli-paper-file = ── { $file }
cli-paper-page = ── { $file }, trang { $page }
cli-paper-matches = KHỚP VỚI NIÊM PHONG: mã trên tờ giấy thuộc một hồ sơ của { $archive }, niêm phong số { $serial }.
cli-paper-matches-unknown = CHƯA KẾT LUẬN: mã trên tờ giấy khớp một hồ sơ của { $archive }, niêm phong số { $serial }, nhưng chưa xác lập được ai đã niêm phong.
cli-paper-seal-bad = KHÔNG DÙNG ĐƯỢC NIÊM PHONG: mã khớp một hồ sơ của { $archive }, nhưng chính niêm phong số { $serial } có lỗi. Chạy "niemphong verify".
cli-paper-foreign = KHÔNG THUỘC NIÊM PHONG NÀY: không hồ sơ nào của { $archive }, niêm phong số { $serial }, có mã này.
cli-paper-elsewhere = KHÔNG THUỘC NIÊM PHONG NÀY: mã ghi { $archive }, niêm phong số { $serial }, không nằm trong những niêm phong đã nêu.
cli-paper-unknown = KHÔNG THUỘC NIÊM PHONG NÀY: không hồ sơ nào của những niêm phong đã nêu có mã này.
cli-paper-superseded = ĐÃ BỊ THAY THẾ BẰNG NIÊM PHONG SỐ { $more }: tờ giấy in theo một niêm phong cũ của { $archive }. Hãy xin bản in mới.
cli-paper-destroyed = TẬP ĐÃ TIÊU HỦY ĐÚNG LUẬT: mã ghi tập { $volume } của { $archive }, đã tiêu hủy theo văn bản có chữ kí ({ $more }). Không còn gì để so.
cli-paper-absent = CHƯA KẾT LUẬN: tập { $volume } của { $archive } không có ở đây, nên không so được. "niemphong verify" cho biết tập đã tiêu hủy đúng luật hay bị mất.
cli-paper-mixed = CÁC MÃ THUỘC NHIỀU HỒ SƠ KHÁC NHAU: một tờ giấy chỉ mang mã của một hồ sơ. Nếu ảnh có hai tờ, hãy chụp từng tờ; nếu chỉ một tờ thì đừng tin.
cli-paper-malformed = MÃ KHÔNG ĐÚNG KHUÔN DẠNG: có mã không viết như phần mềm này viết, hoặc không dẫn tới hồ sơ mà nó ghi. Tờ giấy bị sửa, hoặc mã do người khác làm lại.
cli-paper-few = CHỈ ĐỌC ĐƯỢC MỘT PHẦN CÁC MÃ CỦA HỒ SƠ: chưa so được gì. Chụp lại trang cuối, gần hơn, phẳng hơn, đủ sáng.
cli-paper-unreadable = KHÔNG ĐỌC ĐƯỢC MÃ: chưa so được gì. Chụp lại gần hơn, phẳng hơn, đủ sáng.
cli-paper-not-opened = CHƯA SO ĐƯỢC: không mở được tệp này như ảnh của một tờ giấy.
cli-paper-trouble-format = Tệp không phải PNG, JPEG hay PDF. Nếu điện thoại lưu HEIC, hãy đặt cho máy lưu JPEG ("tương thích nhất").
cli-paper-trouble-broken = Ảnh bị hỏng.
cli-paper-trouble-too-large = Tệp lớn hơn mức đọc được: 128 MB, 75 triệu điểm ảnh, 500 trang.
cli-paper-trouble-locked = Tệp PDF đòi mật khẩu.
cli-paper-trouble-too-long = Xem ảnh này quá lâu nên đã dừng.
cli-paper-sealed = Niêm phong bởi { $school }, ngày { $day }.
cli-paper-no-values = Gói niêm phong không chứa giá trị nào. Hãy chụp cả trang cuối của hồ sơ: mã ở đó mang các giá trị; hoặc so với kho lưu trữ.
cli-paper-above = Các giá trị của hồ sơ { $record } đã ghi ở trên: HÃY SO TỪNG DÒNG VỚI TỜ GIẤY.
cli-paper-compare = Hồ sơ { $record } đã niêm phong ghi như sau. HÃY SO TỪNG DÒNG VỚI TỜ GIẤY:
cli-paper-ink = Chương trình không nhìn thấy mực trên giấy: mã đúng vẫn có thể nằm trên một tờ đã bị sửa.
cli-help-extract = Trích một số hồ sơ ra thư mục hoặc tệp zip để giao cho phụ huynh, trường khác, tòa án: bản in, bản gốc, chứng minh, niêm phong; không có gì về học sinh khác
cli-arg-extract-record = Mã hồ sơ, ví dụ hoc-ba.2412345678; ghi được nhiều mã của cùng một học sinh
cli-arg-pupil = Mọi hồ sơ riêng của học sinh có mã này
cli-arg-extract-out = Thư mục mới, hoặc tệp mới có đuôi .zip; không bao giờ ghi đè
cli-extract-refused = Không trích được: kho không đúng như khi niêm phong.
cli-extract-done = Đã trích { $records } hồ sơ vào { $path }; người nhận mở doc-truoc.html, và kiểm tra bằng "niemphong-verify verify-proof THƯ_MỤC --trust …":
cli-extract-no-print = Kho này niêm phong bằng bản cũ của chương trình, chưa chứng minh riêng được từng bản in, nên bản trích không kèm PDF.
cli-extract-look = Hãy đọc lại trước khi giao: lời văn hoặc tệp gốc kèm theo của { $records } có thể nhắc tới học sinh khác.
cli-error-extract-no-record = kho không có hồ sơ { $record }
cli-error-extract-no-record-help = mã hồ sơ ghi ở cuối mỗi tờ in và trên trang của hồ sơ; hồ sơ của tập đã hủy thì không còn
cli-error-extract-no-pupil = không hồ sơ nào trong kho ghi mã học sinh { $pupil }
cli-error-extract-no-pupil-help = mã học sinh có ở học bạ và sổ đăng bộ, ví dụ 2412345678
cli-error-extract-no-own = học sinh { $pupil } chỉ có tên trong các danh sách chung, không có hồ sơ riêng trong kho này
cli-error-extract-no-own-help = danh sách chung có tên học sinh khác nên không trích được; hãy tìm trong kho của năm học khác
cli-error-extract-others = { $record } là danh sách chung hoặc có tên học sinh khác, mà bản trích chỉ được mang dữ liệu của một học sinh
cli-error-extract-others-help = trích hồ sơ riêng của học sinh: --pupil MÃ; cho thanh tra thì dùng "niemphong redact"
cli-help-restore = Lấy kho lưu trữ ra khỏi một bản sao mã hóa, kiểm tra rồi mới đặt vào chỗ
cli-arg-encrypt = Mỗi bản sao là một tệp mã hóa (age): ai nhặt được USB cũng không đọc được
cli-arg-recipient = Khóa công khai age1… của người được mở (lặp lại được); không ghi thì khóa bằng mật khẩu
cli-arg-recipients-file = Tệp ghi các khóa công khai age1…, mỗi dòng một khóa
cli-arg-identity = Tệp khóa bí mật của người được mở (do age-keygen tạo), nếu là bản sao mã hóa
cli-arg-container = Bản sao mã hóa (.tar.age)
cli-arg-restore-out = Thư mục kho sẽ được tạo
cli-ask-copy-password = Mật khẩu của bản sao mã hóa
cli-progress-restore = Lấy kho ra
cli-copy-minutes-title = Biên bản sao lưu { $name }
cli-copy-method = Sao chép toàn bộ kho lưu trữ đã niêm phong, đọc lại từ phương tiện và đối chiếu từng tệp
cli-copy-method-password = { cli-copy-method }; mã hóa (age) bằng mật khẩu
cli-copy-method-recipients = { cli-copy-method }; mã hóa (age) cho { $count } người giữ khóa ghi trong biên bản sao lưu
cli-copy-locked = { $path }: một tệp mã hóa chứa { $files } tệp, { $bytes }; đã đọc lại từ phương tiện, mở ra đối chiếu thấy đúng
cli-copy-locked-password = Quên mật khẩu là mất bản sao này, không ai mở lại được: ghi ra giấy, niêm phong trong phong bì, cất ở nơi khác phương tiện.
cli-copy-locked-recipients = Chỉ người giữ khóa bí mật tương ứng mở được: giữ ít nhất hai bản của khóa ấy, không để cùng chỗ với phương tiện.
cli-restore-done = { $path }: đã lấy ra { $files } tệp có trong niêm phong, { $bytes }, đúng như khi niêm phong. Ai đã kí: chạy "niemphong verify" với tệp tin cậy.
cli-restore-failed = { $path } đã hỏng ở những chỗ nêu trên, nên không lấy gì ra; dùng bản sao khác
cli-error-recipient = { $found } không phải khóa công khai age, hoặc gõ sai
cli-error-recipient-help = chép nguyên dòng bắt đầu bằng age1 mà người nhận đưa (age-keygen -y TỆP in ra dòng ấy)
cli-error-recipients-file = { $path }, dòng { $line }: không phải khóa công khai age1…
cli-error-recipients-file-help = mỗi dòng một khóa; dòng bắt đầu bằng # được bỏ qua
cli-error-identity-file = { $path }, dòng { $line }: không phải khóa bí mật AGE-SECRET-KEY-1…
cli-error-identity-file-help = dùng tệp do age-keygen tạo ra
cli-error-no-container = { $path } không phải thư mục kho, cũng không phải bản sao mã hóa
cli-error-no-container-help = ghi đường dẫn tới thư mục kho, hoặc tới tệp .tar.age do "niemphong copy --encrypt" tạo
cli-error-needs-password = { $path } khóa bằng mật khẩu, không phải bằng khóa bí mật
cli-error-needs-password-help = bỏ --identity; dùng --password-file TỆP hoặc gõ mật khẩu khi được hỏi
cli-error-needs-identity = { $path } khóa cho người giữ khóa bí mật, không mở bằng mật khẩu
cli-error-needs-identity-help = thêm --identity TỆP, là tệp khóa bí mật của người được mở
cli-error-wrong-opener = { $path }: mật khẩu hoặc khóa bí mật không đúng, nên chưa kiểm tra được gì
cli-error-wrong-opener-help = thử lại với mật khẩu hoặc khóa đã dùng khi sao; nếu chắc chắn đúng, bản sao này có thể là của kho khác
cli-error-container-head = { $path }: phần đầu của bản sao mã hóa đã hỏng, không mở được nữa
cli-error-container-head-help = dùng bản sao khác, và thay phương tiện này
cli-error-short-copy-password = mật khẩu ngắn quá, ai nhặt được phương tiện sẽ dò ra
cli-error-short-copy-password-help = dùng ít nhất 10 kí tự; một câu dài dễ nhớ là tốt nhất
