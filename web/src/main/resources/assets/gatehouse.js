// What makes pages more pleasant. Every page works without this file.
(function () {
  "use strict";

  function announce(text) {
    var announcer = document.getElementById("announcer");
    if (announcer) {
      announcer.textContent = "";
      setTimeout(function () { announcer.textContent = text; }, 50);
    }
  }

  // [data-copy="#id"] copies that element's text or value.
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) {
      return;
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      var source = document.querySelector(button.dataset.copy);
      var text = source.dataset.copyText || source.value || source.textContent;
      navigator.clipboard.writeText(text).then(function () {
        var copied = document.getElementById("announcer").dataset.copied;
        var label = button.textContent;
        button.textContent = copied;
        announce(copied);
        setTimeout(function () { button.textContent = label; }, 1500);
      });
    });
  });

  // [data-theme-toggle] switches the colour mode and remembers it.
  document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var root = document.documentElement;
      var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
      root.setAttribute("data-bs-theme", next);
      try {
        localStorage.setItem("gatehouse-theme", next);
      } catch (ignored) {
        // holds for this page only
      }
    });
  });

  // [data-dialog="id"] opens that <dialog>; without this file the element is a link to a page of its own.
  document.querySelectorAll("[data-dialog]").forEach(function (opener) {
    var dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog || !dialog.showModal) {
      return;
    }
    opener.hidden = false;
    opener.addEventListener("click", function (event) {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.querySelectorAll("[data-close]").forEach(function (closer) {
      closer.addEventListener("click", function () { dialog.close(); });
    });
  });

  // select[data-submit] sends its form when changed; the form's own button is then not needed.
  document.querySelectorAll("[data-submit]").forEach(function (field) {
    field.addEventListener("change", function () { field.form.requestSubmit(); });
    field.form.querySelectorAll("[data-no-script]").forEach(function (button) { button.hidden = true; });
  });

  // A refused form: the summary gets the focus, so that it is read out.
  var problem = document.querySelector("[data-focus]");
  if (problem) {
    problem.focus();
  }

  // "/" goes to the search, unless something is being typed.
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    var search = document.querySelector('[data-shortcut="/"]');
    if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });

  // A form that was sent is not sent a second time by an impatient click.
  document.querySelectorAll("form[method=post]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "true";
      form.setAttribute("aria-busy", "true");
      setTimeout(function () { delete form.dataset.sent; form.removeAttribute("aria-busy"); }, 5000);
    });
  });
})();
