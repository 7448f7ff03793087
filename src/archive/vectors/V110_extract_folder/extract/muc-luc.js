window.niemphongTrich = [
["quyet-dinh.07","chung-minh.txt","ho-so.json","tep-1.xml"]
];
