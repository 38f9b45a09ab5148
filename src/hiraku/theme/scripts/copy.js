// Adds a button that copies to each element with `data-copy`; its words stand in the page.
// Browsers let pages copy only where they are served safely: elsewhere no button appears.

const words = document.querySelector("template[data-copying]");

async function copy(source, said) {
  try {
    await navigator.clipboard.writeText(source.href ?? source.textContent.trim());
    said.textContent = said.dataset.done;
  } catch {
    said.textContent = said.dataset.failed;
  }
  setTimeout(() => (said.textContent = ""), 4000);
}

if (words && navigator.clipboard) {
  for (const source of document.querySelectorAll("[data-copy]")) {
    const made = words.content.cloneNode(true).firstElementChild;
    const [button, said] = made.children;
    if (source.dataset.copy) button.append(element(source.dataset.copy));
    button.addEventListener("click", () => copy(source, said));
    source.after(made);
  }
}

/** What is copied, for those who do not see beside what the button stands. */
function element(text) {
  const made = document.createElement("span");
  made.className = "unseen";
  made.textContent = ` ${text}`;
  return made;
}
