// A chart's file as PNG, for programs that take no SVG: drawn by the browser, with the reader's fonts,
// so that its title, date, source and licence come along.

const SCALE = 2;

async function drawn(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SCALE * image.naturalWidth, SCALE * image.naturalHeight];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => {
    canvas.toBlob(done, "image/png");
  });
}

async function save(link) {
  const address = URL.createObjectURL(await drawn(link.href));
  const name = link.download.replace(/svg$/, "png");
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Offer each chart's file as PNG as well, beside its link. */
export function offerPictures() {
  for (const paragraph of document.querySelectorAll("[data-png]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: paragraph.dataset.png });
    button.addEventListener("click", () => save(paragraph.querySelector("a")));
    paragraph.append(" ", button);
  }
}
