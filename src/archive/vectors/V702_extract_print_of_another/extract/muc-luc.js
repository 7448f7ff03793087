window.niemphongTrich = [
["hoc-ba.2412345678","ban-in.pdf","chung-minh-ban-in.txt","chung-minh.txt","ho-so.json"]
];
