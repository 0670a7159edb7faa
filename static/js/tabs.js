// The pages of a place in a row that scrolls: the one that is open is in sight.
document.querySelector(".pages-here [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
