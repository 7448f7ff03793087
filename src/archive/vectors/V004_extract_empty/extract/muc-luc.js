window.niemphongTrich = [

];
