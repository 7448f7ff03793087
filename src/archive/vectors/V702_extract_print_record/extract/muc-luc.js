window.niemphongTrich = [
["hoc-ba.2412345678","ban-in.pdf","chung-minh-ban-in.txt","chung-minh.txt","ho-so.json"],
["quyet-dinh.07","chung-minh.txt","ho-so.json","tep-1.xml"]
];
