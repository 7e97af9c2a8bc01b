// Sorts the table of organizations by any column, and shows those that are looked for.
(() => {
  const table = document.querySelector(".table-organizations");
  const form = document.querySelector(".filters");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const shown = form.querySelector(".shown");

  // A number sorts by its full value, which its cell carries as its first one.
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.querySelector("data")?.value ?? "";
  };
  const compare = (left, right) => {
    if (left === "" || right === "") return (left === "") - (right === "");
    const numbers = [Number(left), Number(right)];
    return numbers.some(Number.isNaN) ? left.localeCompare(right) : numbers[0] - numbers[1];
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = [...rows].sort((one, two) => {
        const result = compare(key(one, column), key(two, column));
        const isEmpty = key(one, column) === "" || key(two, column) === "";
        return down && !isEmpty ? -result : result;
      });
      body.append(...order);
    });
  });

  const filter = () => {
    const wanted = form.elements.search.value.trim().toLowerCase();
    const only = form.elements.show.value;
    let count = 0;
    for (const row of rows) {
      row.hidden = !key(row, 0).includes(wanted) || (only !== "" && !(only in row.dataset));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = count + " / " + rows.length;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
