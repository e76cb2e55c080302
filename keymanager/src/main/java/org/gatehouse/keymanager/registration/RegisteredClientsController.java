package org.gatehouse.keymanager.registration;

import java.util.UUID;

import org.gatehouse.keymanager.people.UtcTime;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's pages for clients that registered themselves.
 */
@Controller
class RegisteredClientsController {

	private static final String PAGE = "/admin/clients";

	private final RegisteredClientService clients;

	RegisteredClientsController(RegisteredClientService clients) {
		this.clients = clients;
	}

	@GetMapping(PAGE)
	String list(@RequestParam(defaultValue = "") String q, PageRequest page, Model model) {
		Page<RegisteredClientView> found = this.clients.list(q, page);
		model.addAttribute("q", q);
		model.addAttribute("clients", found.list());
		String here = UriComponentsBuilder.fromPath(PAGE)
			.queryParam("q", "{q}")
			.encode()
			.buildAndExpand(q)
			.toUriString();
		model.addAttribute("pager", Pager.of(here, page.offset(), page.limit(), found.pagination().total()));
		return "admin/clients";
	}

	@GetMapping(PAGE + "/{id}")
	String show(@PathVariable UUID id, Model model) {
		RegisteredClientView client = this.clients.get(id);
		model.addAttribute("client", client);
		model.addAttribute("created", UtcTime.of(client.createdAt()));
		return "admin/client";
	}

	@PostMapping(PAGE + "/{id}/disable")
	String disable(@PathVariable UUID id, RedirectAttributes redirect) {
		RegisteredClientView client = this.clients.disable(id, true);
		redirect.addFlashAttribute("flash", client.name() + " is switched off; what was issued to it has ended.");
		return "redirect:" + PAGE + "/" + id;
	}

	@PostMapping(PAGE + "/{id}/enable")
	String enable(@PathVariable UUID id, RedirectAttributes redirect) {
		RegisteredClientView client = this.clients.disable(id, false);
		redirect.addFlashAttribute("flash", client.name() + " is switched on again.");
		return "redirect:" + PAGE + "/" + id;
	}

	@GetMapping(PAGE + "/{id}/remove")
	String confirm(@PathVariable UUID id, Model model) {
		model.addAttribute("client", this.clients.get(id));
		return "admin/client-remove";
	}

	@PostMapping(PAGE + "/{id}/remove")
	String remove(@PathVariable UUID id, RedirectAttributes redirect) {
		String name = this.clients.get(id).name();
		this.clients.remove(id);
		redirect.addFlashAttribute("flash", name + " was removed.");
		return "redirect:" + PAGE;
	}

}
