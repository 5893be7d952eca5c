import Belljar

// The ceilings, in which all formulas run.
var policy = Policy.standard
policy.limits.cpuTime = .seconds(1)
policy.limits.wallTime = .seconds(60)
policy.limits.memory = .mebibytes(64)

// What a formula of this sheet may take of them.
var quick = policy.limits
quick.cpuTime = .milliseconds(250)
quick.memory = .mebibytes(16)

let columns = [
  FormulaColumn(name: "net", formula: "quantity * price", uses: ["quantity", "price"], limits: quick),
  FormulaColumn(
    name: "total", formula: "net * (100 - discount) // 100", uses: ["net", "discount"], limits: quick),
  FormulaColumn(name: "due", formula: "ordered + terms", uses: ["ordered", "terms"], limits: quick),
  FormulaColumn(
    name: "unit", formula: "total / quantity", uses: ["total", "quantity"], limits: quick),
  FormulaColumn(
    name: "label", formula: "f'{item.title()}, {quantity} pc: {total / 100:,.2f} €, due {due:%d %b %Y}'",
    uses: ["item", "quantity", "total", "due"], limits: policy.limits),
]

let items = ["lamp", "desk", "chair", "shelf"]
var rows = (0..<600).compactMap { number -> Row? in
  guard let ordered = PythonDate(year: 2025, month: number % 12 + 1, day: number % 28 + 1) else { return nil }
  return Row(cells: [
    "item": .value(.str(items[number % items.count])),
    "quantity": .value(.int(number % 50)),  // of some nothing is ordered
    "price": .value(.int(1990 + number)),  // in cents
    "discount": .value(.int(number % 3 * 5)),  // per cent
    "ordered": .value(.date(ordered)),
    "terms": .value(.timedelta(.seconds(30 * 86_400))),
  ])
}
// What users typed into single cells.
rows[7].ownFormulas["total"] = "net * (100 - discunt) // 100"
rows[42].ownFormulas["total"] = "net *"
rows[23].ownFormulas["unit"] = "all(n == 0 for n in iter(int, 1))"
rows[11].ownFormulas["label"] = "'-' * 10 ** 10"
rows[64].ownFormulas["label"] = "open('/etc/passwd').read()"
rows[99].ownFormulas["label"] = "lambda: total"

let sandbox = try await Sandbox(policy: policy)
let sheet = try await Sheet(rows: rows, columns: columns).recalculated(on: sandbox)
await sandbox.shutdown()

func show(_ row: Int, _ column: String) {
  switch sheet.rows[row].cells[column] {
  case .value(let value): print("row \(row), \(column): \(value)")
  case .error(let text): print("row \(row), \(column): #\(text)")
  case nil: print("row \(row), \(column): empty")
  }
}

let results = sheet.rows.flatMap { row in columns.compactMap { row.cells[$0.name] } }
let errors = results.filter { if case .error = $0 { true } else { false } }
print("\(results.count) formulas: \(results.count - errors.count) values, \(errors.count) errors")
for column in columns { show(1, column.name) }
show(599, "label")
show(0, "unit")
show(7, "total")
show(7, "label")
show(42, "total")
show(23, "unit")
show(11, "label")
show(64, "label")
show(99, "label")
