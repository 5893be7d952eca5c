/// Pure-Python work of some tenths of a second each. What each prints is how long the work itself took, in seconds.
struct CPUBoundProgram {
  let name: String
  private let work: String

  var source: String {
    """
    import time
    \(work)
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start)
    """
  }

  static let all = [nBody, fannkuch, text, dictionaries]

  private static let nBody = CPUBoundProgram(
    name: "n-body",
    work: """
      def work():
          bodies = [
              ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47841760435743),
              ([4.84143144246472, -1.16032004402743, -0.10362204447112], [0.60632639299583, 2.81198684491626, -0.02521836165988], 0.03769367487039),
              ([8.34336671824458, 4.1247985641243, -0.40352341711432], [-1.01077434617879, 1.82566237123041, 0.00841576137658], 0.01128632613197),
              ([12.8943695621391, -15.1111514016986, -0.22330757889266], [1.08279100644154, 0.86871301816961, -0.01083263740136], 0.00172372405706),
              ([15.3796971148509, -25.9193146099879, 0.17925877295037], [0.97909073224389, 0.59469899864767, -0.03475595555078], 0.00203368686993),
          ]
          pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
          for _ in range(25000):
              for ((x1, y1, z1), v1, m1), ((x2, y2, z2), v2, m2) in pairs:
                  dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
                  mag = 0.01 * ((dx * dx + dy * dy + dz * dz) ** -1.5)
                  b1, b2 = m1 * mag, m2 * mag
                  v1[0] -= dx * b2; v1[1] -= dy * b2; v1[2] -= dz * b2
                  v2[0] += dx * b1; v2[1] += dy * b1; v2[2] += dz * b1
              for r, (vx, vy, vz), m in bodies:
                  r[0] += 0.01 * vx; r[1] += 0.01 * vy; r[2] += 0.01 * vz
      """)

  private static let fannkuch = CPUBoundProgram(
    name: "fannkuch",
    work: """
      def work(n=8):
          permutation = list(range(n))
          count = list(range(1, n + 1))
          most, r = 0, n
          while True:
              while r != 1:
                  count[r - 1] = r
                  r -= 1
              if permutation[0]:
                  flipped = permutation[:]
                  flips = 0
                  while k := flipped[0]:
                      flipped[:k + 1] = reversed(flipped[:k + 1])
                      flips += 1
                  most = max(most, flips)
              while r != n:
                  permutation.insert(r, permutation.pop(0))
                  count[r] -= 1
                  if count[r] > 0:
                      break
                  r += 1
              else:
                  return most
      """)

  private static let text = CPUBoundProgram(
    name: "text",
    work: """
      def work():
          total = 0
          for turn in range(200):
              lines = []
              for number in range(1000):
                  lines.append(f"{number:05d};{number * turn % 97};" + "name-" + str(number))
              joined = "\\n".join(lines)
              for line in joined.split("\\n"):
                  key, value, name = line.split(";")
                  if name.upper().endswith("7"):
                      total += int(value) + len(key.strip("0"))
          return total
      """)

  private static let dictionaries = CPUBoundProgram(
    name: "dictionaries and objects",
    work: """
      class Node:
          def __init__(self, key, weight):
              self.key = key
              self.weight = weight
          def heavier(self, other):
              return self.weight > other.weight

      def work():
          nodes = {}
          for turn in range(18):
              for number in range(20000):
                  key = number * 7919 % 5003
                  node = nodes.get(key)
                  if node is None:
                      nodes[key] = Node(key, number)
                  elif node.heavier(nodes[number % len(nodes)]) if number % len(nodes) in nodes else False:
                      node.weight -= 1
                  else:
                      node.weight += 1
          return sorted(nodes.values(), key=lambda node: (node.weight, node.key))[0].key
      """)
}
