// The page for what is not found is one for all paths: it speaks the language that the path begins with.

for (const section of document.querySelectorAll("main > section[lang]")) {
  if (!location.pathname.includes(`/${section.lang}/`)) continue;
  document.documentElement.lang = section.lang;
  document.title = section.querySelector("h2").textContent;
  document.querySelector("main").prepend(section);
}
