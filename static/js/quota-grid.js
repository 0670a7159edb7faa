// <table data-quota-grid data-most="id of the field with the seats of the cohort">: sums as one types, cells pasted from
// a spreadsheet, and arrow keys. Without JavaScript the sums are those of the last answer.
for (const table of document.querySelectorAll("[data-quota-grid]")) {
  const rows = [...table.tBodies[0].rows];
  const cells = rows.map((row) => [...row.querySelectorAll("td input")]);
  const most = document.getElementById(table.dataset.most);
  const all = table.querySelector("[data-sum=all]");
  const columnSums = [...table.querySelectorAll("[data-sum=column]")];
  const seats = (input) => (/^\d+$/.test(input.value.trim()) ? Number(input.value) : 0);
  const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

  function add() {
    rows.forEach((row, number) => { row.querySelector("[data-sum=row]").value = total(cells[number].map(seats)); });
    columnSums.forEach((sum, column) => { sum.value = total(cells.map((row) => seats(row[column]))); });
    const given = total(cells.flat().map(seats));
    all.value = most.value.trim() ? `${given} / ${most.value.trim()}` : given;
    all.closest("td").toggleAttribute("data-state", false);
    if (given > Number(most.value)) all.closest("td").dataset.state = "bad";
  }

  // A table of words and figures. Its first row may be headings and its first column the counties: then each
  // line finds its own county, whatever the order.
  function paste(text, startRow, startColumn) {
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t").map((word) => word.trim()));
    const named = lines.filter(([first]) => rows.some((row) => row.dataset.county === first));
    if (named.length) {
      for (const [county, ...figures] of named) {
        fill(rows.findIndex((row) => row.dataset.county === county), 0, figures);
      }
    } else {
      lines.forEach((figures, number) => fill(startRow + number, startColumn, figures));
    }
  }

  function fill(row, column, figures) {
    figures.forEach((figure, number) => {
      const input = cells[row]?.[column + number];
      if (input) input.value = figure.normalize("NFKC").replace(/,/g, "");
    });
  }

  function placeOf(input) {
    const row = cells.findIndex((line) => line.includes(input));
    return [row, row < 0 ? -1 : cells[row].indexOf(input)];
  }

  table.addEventListener("input", add);
  most?.addEventListener("input", add);
  table.addEventListener("paste", (event) => {
    const [row, column] = placeOf(event.target);
    const text = event.clipboardData.getData("text");
    if (row < 0 || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(text, row, column);
    add();
  });
  table.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    const [row, column] = placeOf(event.target);
    if (!step || row < 0) return;
    event.preventDefault();
    const next = cells[row + step]?.[column];
    next?.focus();
    next?.select();
  });
  add();
}
