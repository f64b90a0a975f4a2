-- The rules of config/rules.yaml by hand, for the quarter :from to :to, whose months begin on :from, :second and :third.
-- One row for each group: its items in their order, the sections, the total and the place. Days are numbers, moments are
-- microseconds; the court's clock is eight hours ahead.
WITH
held AS MATERIALIZED (
	SELECT id, groups AS g, kinds, date, (place IS NULL) + (chair IS NULL) + (recorder IS NULL) + (topic IS NULL) AS gaps,
		(first_submitted / 1000000 + 28800) / 86400 - date AS took,
		(date >= :second) + (date >= :third) AS month
	FROM meeting WHERE date BETWEEN :from AND :to AND state IN (5, 7, 8)),
members AS MATERIALIZED (
	SELECT "group" AS g, count(*) AS n FROM membership WHERE "from" <= :to AND ("to" IS NULL OR "to" >= :to) GROUP BY 1),
leaders AS (
	SELECT t."group" AS g, count(*) AS n, sum(p.full_since IS NULL) AS candidates FROM term t JOIN person p ON p.id = t.person
	WHERE t.kind = 1 AND t."from" <= :to AND (t."to" IS NULL OR t."to" >= :from) GROUP BY 1),
meetings AS (
	SELECT g, count(DISTINCT CASE WHEN kinds & 2 THEN month END) AS met, count(DISTINCT CASE WHEN kinds & 64 THEN month END) AS studied,
		sum(gaps) AS gaps, sum(took > 3) AS late FROM held GROUP BY g),
rolls AS (
	SELECT a."group" AS g, sum((h.kinds & 2) != 0 AND a.mark IN (1, 4, 5, 6)) AS present,
		sum((h.kinds & 2) != 0 AND a.mark IS NOT 2) AS due, sum(a.mark = 3) AS absent
	FROM held h JOIN meeting_attendance a ON a.meeting = h.id GROUP BY 1),
trained AS (
	SELECT m."group" AS g, sum(t.hours) / 10.0 AS hours FROM training t JOIN membership m ON m.person = t.person
		AND m."from" <= t.date AND (m."to" IS NULL OR m."to" >= t.date)
	WHERE t.date BETWEEN :from AND :to GROUP BY 1),
made_up AS (SELECT "group" AS g, count(*) AS n FROM task WHERE due BETWEEN :from AND :to AND kind = 2 AND state = 1 GROUP BY 1),
contacts AS (
	SELECT "group" AS g, count(*) AS n, sum(due IS NOT NULL AND ifnull(answered, :to) - due > 30) AS late
	FROM contact WHERE date BETWEEN :from AND :to GROUP BY 1),
reports AS (
	SELECT "group" AS g, count(DISTINCT CASE WHEN kind = 1 THEN (date >= :second) + (date >= :third) END) AS months,
		sum(kind = 2) AS quarters FROM report WHERE date BETWEEN :from AND :to GROUP BY 1),
talks AS (SELECT "group" AS g, count(DISTINCT person) AS n FROM talk WHERE date BETWEEN :year AND :to AND kind = 1 GROUP BY 1),
warned AS (SELECT "group" AS g, count(*) AS n FROM talk WHERE date BETWEEN :from AND :to AND kind = 2 GROUP BY 1),
marks AS (
	SELECT "group" AS g, avg(points) / 100.0 AS points FROM mark WHERE evaluation = 1 AND item = '思想动态分析' AND role != '自评'
		AND evidence IS NOT NULL AND state = 1 GROUP BY 1),
duties AS (SELECT "group" AS g, 1.0 * sum(state = 2) / count(*) AS part FROM duty_item WHERE due BETWEEN :from AND :to GROUP BY 1),
confirmed AS MATERIALIZED (
	SELECT "group" AS g, kind, matter, CASE kind
		WHEN 1 THEN CASE level WHEN 1 THEN 5 WHEN 2 THEN 3 WHEN 3 THEN 2 WHEN 4 THEN 1 ELSE 0.5 END
		WHEN 2 THEN CASE level WHEN 1 THEN 3 WHEN 2 THEN 2 WHEN 3 THEN 1 ELSE 0.5 END
		WHEN 4 THEN CASE labels WHEN 1 THEN 2 ELSE 1 END
		WHEN 7 THEN CASE labels WHEN 4 THEN -1 ELSE -2 END END AS worth
	FROM entry WHERE kind BETWEEN 1 AND 8 AND date BETWEEN :from AND :to AND state = 2),
most AS (SELECT g, kind, max(worth) AS worth FROM confirmed WHERE kind IN (1, 2, 4) GROUP BY g, kind, matter),
bests AS (
	SELECT g, sum(worth) FILTER (WHERE kind = 1) AS honours, sum(worth) FILTER (WHERE kind = 2) AS news,
		sum(worth) FILTER (WHERE kind = 4) AS works FROM most GROUP BY g),
entries AS (
	SELECT g, sum(kind = 3) AS told, sum(kind = 5) AS ideas, sum(kind = 6) AS unreported,
		sum(worth) FILTER (WHERE kind = 7) AS complaints, sum(kind = 8) AS invented FROM confirmed GROUP BY g),
overdue AS (
	SELECT "group" AS g, sum(CASE WHEN self_found THEN -1 ELSE -2 END) AS points FROM rectification
	WHERE date BETWEEN :from AND :to AND due IS NOT NULL AND ifnull(done, :to) > due GROUP BY 1),
items AS MATERIALIZED (
	SELECT s.id AS g,
		max(0, 10 - 5 * (ifnull(n.n, 0) < 3) - 5 * (ifnull(l.candidates, 0) > 0) - 3 * (ifnull(l.n, 0) < 1)
			- min(4, 2 * ifnull(e.unreported, 0))) AS founded,
		15 - 5 * (3 - ifnull(m.met, 0)) AS met,
		max(0, 9 - min(6, 0.5 * ifnull(m.gaps, 0)) - min(3, ifnull(m.late, 0))) AS written,
		CASE WHEN 10 * r.present >= 9 * r.due THEN 6 WHEN 10 * r.present >= 8 * r.due THEN 4
			WHEN 10 * r.present >= 7 * r.due THEN 2 ELSE 0 END AS present,
		9 - 3 * (3 - ifnull(m.studied, 0)) AS studied,
		round(min(8, ifnull(t.hours, 0) / n.n), 2) AS hours,
		max(0, 3 - ifnull(u.n, 0)) AS made_up,
		max(0, 12 - 6 * (ifnull(c.n, 0) < 1) - min(6, ifnull(c.late, 0))) AS contacts,
		max(0, 10 - 2 * (3 - ifnull(p.months, 0)) - 4 * (ifnull(p.quarters, 0) < 1)) AS reports,
		round(min(8, 8.0 * ifnull(k.n, 0) / n.n / 0.5), 2) AS talks,
		round(a.points, 2) AS thoughts,
		round(5 * d.part, 2) AS duties,
		min(6, ifnull(b.honours, 0)) AS honours, min(4, ifnull(b.news, 0)) AS news, min(2, ifnull(e.told, 0)) AS told,
		min(3, ifnull(b.works, 0)) AS works, min(2, 0.5 * ifnull(e.ideas, 0)) AS ideas,
		- min(5, 0.5 * ifnull(r.absent, 0)) AS absent, ifnull(o.points, 0) AS overdue, -3 * ifnull(w.n, 0) AS warned,
		ifnull(e.complaints, 0) AS complaints, -5 * ifnull(e.invented, 0) AS invented
	FROM "group" s LEFT JOIN members n ON n.g = s.id LEFT JOIN leaders l ON l.g = s.id LEFT JOIN meetings m ON m.g = s.id
		LEFT JOIN rolls r ON r.g = s.id LEFT JOIN trained t ON t.g = s.id LEFT JOIN made_up u ON u.g = s.id
		LEFT JOIN contacts c ON c.g = s.id LEFT JOIN reports p ON p.g = s.id LEFT JOIN talks k ON k.g = s.id
		LEFT JOIN warned w ON w.g = s.id LEFT JOIN marks a ON a.g = s.id LEFT JOIN duties d ON d.g = s.id
		LEFT JOIN bests b ON b.g = s.id LEFT JOIN entries e ON e.g = s.id LEFT JOIN overdue o ON o.g = s.id),
sections AS (
	SELECT *, founded + met + written + present + studied + hours + made_up + contacts + reports + talks + thoughts + duties AS basic,
		min(10, honours + news + told + works + ideas) AS bonus, absent + overdue + warned + complaints + invented AS penalty
	FROM items),
totals AS (SELECT *, max(0, round(basic + bonus + penalty, 2)) AS total FROM sections)
SELECT *, rank() OVER (ORDER BY total DESC, round(basic, 2) DESC, present DESC, hours DESC) AS place FROM totals ORDER BY g;
