/// How the page looks: on a screen light or dark, on a phone, and in print. A verdict is a letter and a colour, never a colour alone.
enum MatrixPageStyle {
  static let text = """
    :root { --ground: #fdfcf9; --ink: #1d2126; --soft: #5a636e; --line: #d9d5cb; --raised: #f4f1ea; --link: #0b5a9e;
      --escaped: #6d0019; --escaped-ink: #fff; --reached: #bd3f2a; --reached-ink: #fff; --crashed: #8d4fa8; --crashed-ink: #fff;
      --limited: #f0c24b; --limited-ink: #2b2205; --stopped: #d5ead8; --stopped-ink: #18472a;
      --not-applicable: #e9e6df; --not-applicable-ink: #5a636e; }
    @media (prefers-color-scheme: dark) {
      :root { --ground: #15181c; --ink: #e6e4df; --soft: #a3abb5; --line: #343a42; --raised: #1d2127; --link: #8cc4f5;
        --escaped: #ff5c7c; --escaped-ink: #23000a; --reached: #b8432e; --reached-ink: #fff; --crashed: #8c4ea8; --crashed-ink: #fff;
        --limited: #caa035; --limited-ink: #1d1702; --stopped: #1f3a29; --stopped-ink: #b9e3c4;
        --not-applicable: #2a2f36; --not-applicable-ink: #a3abb5; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 1rem clamp(1rem, 4vw, 2.5rem) 3rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.55 system-ui, sans-serif; }
    h1 { font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; margin: 1.2rem 0 .8rem; }
    h2 { margin: 2.4rem 0 .8rem; } h3 { margin: 0 0 .4rem; } h4 { margin: 1rem 0 .2rem; }
    p { max-width: 46rem; margin: .3rem 0; } a { color: var(--link); }
    small, .facts, .ending { color: var(--soft); font-weight: normal; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .legend, .strip { list-style: none; padding: 0; margin: .8rem 0; display: grid; gap: .3rem .9rem; }
    .legend { grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
    .strip { grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); font-size: .875rem; }
    .strip li { overflow-wrap: anywhere; } .strip .wide { grid-column: 1 / -1; }
    .cell { display: inline-block; min-width: 1.6em; text-align: center; border-radius: .25em; font-weight: 700; }
    .scroll { overflow-x: auto; position: relative; border: 1px solid var(--line); border-radius: .4rem; }
    table.map { border-collapse: separate; border-spacing: 1px; font-size: .875rem; width: 100%; }
    caption, .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .map th[scope=row], .map thead th:first-child { position: sticky; left: 0; background: var(--ground); text-align: left;
      font-weight: 500; padding: .15rem .6rem; white-space: nowrap; z-index: 1; }
    .map .turned { height: 9.5rem; vertical-align: bottom; padding: .3rem 0; font-weight: 600; min-width: 1.9rem; }
    .map .turned span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
    .map .group th { text-align: left; padding: .7rem .6rem .2rem; color: var(--soft); position: sticky; left: 0; }
    .map td { text-align: center; font-weight: 700; padding: .15rem 0; }
    .map .edge { border-left: .6rem solid var(--ground); }
    .escaped { background: var(--escaped); color: var(--escaped-ink); } .reached { background: var(--reached); color: var(--reached-ink); }
    .crashed { background: var(--crashed); color: var(--crashed-ink); } .limited { background: var(--limited); color: var(--limited-ink); }
    .stopped { background: var(--stopped); color: var(--stopped-ink); }
    .same { background: var(--raised); color: var(--soft); font-weight: 500; }
    .not-applicable { background: var(--not-applicable); color: var(--not-applicable-ink); }
    article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.2rem; margin: 1rem 0; background: var(--raised); }
    article:target { border-color: var(--link); box-shadow: 0 0 0 2px var(--link); }
    summary { cursor: pointer; padding: .2rem 0; color: var(--link); }
    pre { overflow-x: auto; padding: .8rem; background: var(--ground); border: 1px solid var(--line); border-radius: .3rem;
      font-size: .85rem; line-height: 1.45; tab-size: 4; }
    .number { display: inline-block; width: 2.4em; padding-right: 1em; text-align: right; color: var(--soft); user-select: none; }
    footer { margin-top: 2.5rem; color: var(--soft); }
    @media (max-width: 40rem) {
      .strip { grid-template-columns: 1fr; } article { padding: .8rem; }
      table.map { font-size: .8rem; } .map .turned { min-width: 1.5rem; }
      .map th[scope=row], .map thead th:first-child { padding: .15rem .3rem; max-width: 8.5rem; overflow: hidden;
        text-overflow: ellipsis; }
    }
    @media print {
      :root { --ground: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb; }
      body { max-width: none; padding: 0; font-size: 9pt; } .scroll { overflow: visible; border: 0; } .back { display: none; }
      table.map { font-size: 7pt; } article { border-color: #bbb; padding: .5rem .8rem; }
      h3, h4 { break-after: avoid; } pre { font-size: 7pt; padding: .4rem; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      details::details-content { content-visibility: visible; block-size: auto; } pre { white-space: pre-wrap; }
      thead { display: table-header-group; } tr { break-inside: avoid; }
    }
    """
}
