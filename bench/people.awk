# SPDX-License-Identifier: AGPL-3.0-or-later
#
# people.awk - names of invented people, the same each time: Vietnamese with
# few words, French with tens of thousands, Arabic.  A line each: name, and
# the same without marks.
# usage: awk -v n=1000000 -f people.awk
function next_of(k) { seed = (seed * 69069 + 1) % 4294967296; return int(seed / 65536) % k }
function both(list, i) { marked = marked (marked == "" ? "" : " ") list[i]; plain = plain (plain == "" ? "" : " ") bare[list[i]] }
function word(m, p) { marked = marked (marked == "" ? "" : " ") m; plain = plain (plain == "" ? "" : " ") p }
function read_list(text, list,   i, k, pair, parts) {
	k = split(text, parts, " ")
	for (i = 1; i <= k; i++) {
		split(parts[i], pair, "/")
		list[i - 1] = pair[1]
		bare[pair[1]] = pair[2] == "" ? tolower(pair[1]) : pair[2]
	}
	return k
}
BEGIN {
	seed = 20261122
	f = read_list("Nguyễn/nguyen Nguyễn/nguyen Nguyễn/nguyen Trần/tran Trần/tran Lê/le Phạm/pham Hoàng/hoang Phan/phan Vũ/vu Đặng/dang Bùi/bui Đỗ/do Hồ/ho Ngô/ngo Dương/duong Lý/ly Đinh/dinh Mai/mai Tô/to Trương/truong Lâm/lam Cao/cao Hà/ha Quách/quach", family)
	m = read_list("Văn/van Thị/thi Đức/duc Thu/thu Minh/minh Ngọc/ngoc Hữu/huu Quang/quang Thanh/thanh Xuân/xuan Bảo/bao Kim/kim Hoài/hoai Mỹ/my Gia/gia Công/cong", middle)
	g = read_list("An/an Anh/anh Bình/binh Châu/chau Chi/chi Dung/dung Dũng/dung Duy/duy Giang/giang Hạnh/hanh Hải/hai Hằng/hang Hiền/hien Hiếu/hieu Hoa/hoa Hòa/hoa Hùng/hung Hương/huong Huy/huy Khánh/khanh Lan/lan Liên/lien Linh/linh Loan/loan Long/long Mai/mai Nam/nam Nga/nga Nhung/nhung Oanh/oanh Phong/phong Phúc/phuc Phương/phuong Quân/quan Sơn/son Tâm/tam Thảo/thao Thắng/thang Thủy/thuy Tiến/tien Trang/trang Trung/trung Tú/tu Tuấn/tuan Tùng/tung Tuyết/tuyet Vân/van Việt/viet Vy/vy Yến/yen", given)
	c = read_list("Aïcha/aicha Benoît/benoit Céline/celine Désiré/desire Élodie/elodie François/francois Gaëlle/gaelle Hélène/helene Inès/ines Jérôme/jerome Loïc/loic Maëlys/maelys Noël/noel Océane/oceane Renée/renee Sébastien/sebastien Thérèse/therese Valérie/valerie Zoé/zoe Mamadou/mamadou Fatou/fatou Oumar/oumar", christian)
	b = read_list("bel/bel dé/de four/four gar/gar lé/le mar/mar nè/ne per/per rou/rou sau/sau tré/tre va/va bou/bou cha/cha du/du gui/gui lam/lam mon/mon pi/pi ver/ver", begin)
	v = read_list("an/an ber/ber ché/che din/din fé/fe gno/gno lar/lar mou/mou nar/nar qué/que ri/ri son/son tin/tin vel/vel xi/xi zo/zo bri/bri cla/cla don/don rel/rel", mid)
	d = read_list("ard/ard eau/eau et/et ier/ier in/in on/on ot/ot oux/oux y/y ac/ac ec/ec ès/es eil/eil and/and el/el ert/ert ic/ic ol/ol ud/ud as/as", end)
	r = read_list("محمد/محمد أحمد/احمد فاطمة/فاطمة خديجة/خديجة يوسف/يوسف إبراهيم/ابراهيم مريم/مريم حسن/حسن حسين/حسين علي/علي عمر/عمر سعيد/سعيد الزهراء/الزهراء النجار/النجار الحداد/الحداد منصور/منصور خليل/خليل سليمان/سليمان رشيد/رشيد كريم/كريم", arabic)
	for (i = 1; i <= n; i++) {
		marked = plain = ""
		k = next_of(20)
		if (k < 12) {
			both(family, next_of(f)); both(middle, next_of(m))
			if (next_of(3) == 0) both(middle, next_of(m))
			both(given, next_of(g))
		} else if (k < 17) {
			both(christian, next_of(c))
			x = begin[next_of(b)]; y = mid[next_of(v)]; z = end[next_of(d)]; u = next_of(3) == 0 ? mid[next_of(v)] : ""
			word(x y u z, bare[x] bare[y] (u == "" ? "" : bare[u]) bare[z])
		} else {
			both(arabic, next_of(r)); both(arabic, next_of(r)); both(arabic, next_of(r))
		}
		print marked "\t" plain
	}
}
