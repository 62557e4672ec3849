/** Tasks of a part with readings, results and signatures: after its samples and sheets. */
export const workSteps: readonly string[] = [
  `create temp table made_task on commit drop as
     select t.*, case
         when state in ('under_review', 'approved', 'certified') then 'checked'
         when state = 'in_testing' then case when q < 0.25 then 'assigned' when q < 0.45 then 'in_progress' when q < 0.7 then 'completed'
           when q < 0.94 then 'checked' when q < 0.96 then 'returned' when q < 0.97 then 'retest' else 'pending' end
         else 'pending' end as stage
     from (select m.n, m.o, m.k, m.at, m.id as sample, m.state, m.fails and x.m = 3 as fails, x.id as method, x.m, random() as q, (random() * 1000000)::int as pick,
         pg_temp.key_at(m.at) as id, pg_temp.key_at(m.at + interval '4 days') as determination, pg_temp.key_at(m.at + interval '6 days') as reading
       from made m, method x) t`,
  "analyze made_task",
  `insert into "Task" (id, "sampleId", "laboratoryId", "methodId", ordinal, state, "isOff", "analystId", "analystName", "isLead", "dueOn", "assignedAt", "submittedAt", "checkedById", "checkedByName", "checkedAt")
     select t.id, t.sample, lab.id, t.method, t.m + 1, t.stage::"TaskState", t.state in ('rejected', 'cancelled'),
       case when t.stage <> 'pending' then analyst.id end, case when t.stage <> 'pending' then analyst.name end, t.m = 0, to_char(t.at + interval '20 days', 'YYYY-MM-DD'),
       case when t.stage <> 'pending' then t.at + interval '2 days' end, case when t.stage in ('completed', 'checked') then t.at + interval '9 days' end,
       case when t.stage = 'checked' then checker.id end, case when t.stage = 'checked' then checker.name end, case when t.stage = 'checked' then t.at + interval '14 days' end
     from made_task t join lab on lab.k = t.k cross join checker join analyst on analyst.k = t.k and analyst.i = case when t.m < 2 then t.o else t.pick end % analyst.among`,
  `insert into "Determination" (id, "taskId", round, parallel, vessel) select determination, id, 1, 1, 'A' || n % 999 from made_task where stage not in ('pending', 'assigned')`,
  `insert into "Reading" (id, "laboratoryId", "instrumentId", raw, kind, status, text, value, unit, "isStable", driver, "takenAt", "receivedAt")
     select t.reading, lab.id, device.id, convert_to('S S     0.' || lpad(t.pick::text, 6, '0') || ' g', 'UTF8'), 'weight', 'stable', '0.' || lpad((t.pick % 1000000)::text, 6, '0'), t.pick::numeric / 1000000, 'g', true, 'mt-sics',
       t.at + interval '6 days', t.at + interval '6 days'
     from made_task t join lab on lab.k = t.k join device on device.k = t.k and device.i = t.pick % device.among
     where stage in ('in_progress', 'completed', 'checked', 'retest')`,
  `insert into "ReadingUse" (id, "readingId", "determinationId", step, "claimedById", "claimedBy", at)
     select pg_temp.key_at(t.at + interval '6 days'), t.reading, t.determination, 'content', analyst.id, analyst.name, t.at + interval '6 days'
     from made_task t join analyst on analyst.k = t.k and analyst.i = case when t.m < 2 then t.o else t.pick end % analyst.among
     where stage in ('in_progress', 'completed', 'checked', 'retest')`,
  // one in ninety was tested twice: the earlier result stays beside the one that counts
  `insert into "Result" (id, "taskId", version, "isCurrent", unrounded, reported, qualifier, unit, verdict, explanation, "madeById", "madeBy", "madeAt", reason)
     select pg_temp.key_at(t.at + interval '9 days'), t.id, g.v, g.v = 2 or t.pick % 90 > 0, said.unrounded, said.reported, '=', said.unit, said.verdict, said.explanation, analyst.id, analyst.name,
       t.at + interval '9 days', case when g.v = 2 then '复测' end
     from made_task t join analyst on analyst.k = t.k and analyst.i = case when t.m < 2 then t.o else t.pick end % analyst.among
     cross join generate_series(1, 2) as g (v) join said on said.m = t.m and said.v = case when t.fails then 0 else 1 + (t.pick + g.v) % 15 end
     where stage in ('completed', 'checked') and (g.v = 1 or t.pick % 90 = 0)`,
  `insert into "Signature" (id, "personId", "personName", meaning, subject, "subjectId", "signedAt")
     select pg_temp.key_at(t.at + interval '14 days'), checker.id, checker.name, 'check', 'task', t.id, t.at + interval '14 days' from made_task t cross join checker where stage = 'checked'`,
  `insert into "Signature" (id, "personId", "personName", meaning, subject, "subjectId", "signedAt")
     select pg_temp.key_at(m.at + interval '20 days'), reviewer.id, reviewer.name, 'review', 'sample', m.id, m.at + interval '20 days' from made m cross join reviewer where is_reviewed and state in ('under_review', 'approved', 'certified')
     union all select pg_temp.key_at(m.at + interval '21 days'), signatory.id, signatory.name, 'approve', 'sample', m.id, m.at + interval '21 days' from made m cross join signatory where state in ('approved', 'certified')`,
  `insert into "EquipmentUse" (id, "taskId", "instrumentId", step, settings, "startedAt", "endedAt", "startedBy", "endedBy", "runId", "dueAt")
     select pg_temp.key_at(t.at + interval '5 days'), t.id, device.id, null, '{"temperature":"105"}', t.at + interval '5 days',
       case when t.stage <> 'in_progress' then t.at + interval '5 days 4 hours' end, '马晓燕', case when t.stage <> 'in_progress' then '马晓燕' end, t.id, t.at + interval '5 days 4 hours'
     from made_task t join device on device.k = t.k and device.i = t.o % device.among where t.m = 0 and stage in ('in_progress', 'completed', 'checked')`,
  `insert into "SheetPosition" (id, "sheetId", ordinal, kind, "taskId")
     select pg_temp.key_at(t.at + interval '5 days'), s.id, 1 + t.n % 10, 'sample', t.id from made_task t join made_sheet s on s.o = t.o and s.t = t.m where t.stage in ('in_progress', 'completed', 'checked', 'retest')`,
  `insert into "WorkReturn" (id, "sampleId", "taskId", "from", reason, "byId", by, at, "doneAt")
     select pg_temp.key_at(t.at + interval '11 days'), t.sample, t.id, 'check', '平行样相对偏差接近限值，请复核原始记录', checker.id, checker.name, t.at + interval '11 days', case when t.stage <> 'returned' then t.at + interval '12 days' end
     from made_task t cross join checker where t.stage = 'returned' or (t.stage = 'checked' and t.pick % 500 = 0)`,
];
