// A sentence about what went wrong, shown inside `host` and read out; an empty one takes it away.
const sayProblem = (host, sentence) => {
  let place = host.querySelector(".problem");
  if (!place && sentence) {
    place = document.createElement("p");
    place.className = "problem";
    place.setAttribute("role", "alert");
    host.append(place);
  }
  if (place) { place.textContent = sentence; place.hidden = !sentence; }
};
