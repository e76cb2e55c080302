package org.gatehouse.store.applications;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.catalogue.OfferedTier;
import org.gatehouse.store.catalogue.TierOffers;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The pages about a consumer's applications.
 */
@Controller
@RequestMapping("/store/applications")
class ApplicationPages {

	private static final int PAGE_SIZE = 25;

	private final ApplicationService applications;

	private final DefaultApplications defaults;

	private final TierOffers tiers;

	ApplicationPages(ApplicationService applications, DefaultApplications defaults, TierOffers tiers) {
		this.applications = applications;
		this.defaults = defaults;
		this.tiers = tiers;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "0") int offset,
			SignedInUser user, Model model) {
		this.defaults.ensure(user);
		int from = Math.max(0, offset);
		Page<ApplicationView> found = this.applications.list(user, ApplicationQuery.of(name, null, null),
				PageRequest.of(PAGE_SIZE, from));
		String here = UriComponentsBuilder.fromPath("/store/applications")
			.queryParam("name", name)
			.encode()
			.toUriString();
		model.addAttribute("applications", found.list());
		model.addAttribute("pager", Pager.of(here, from, PAGE_SIZE, found.pagination().total()));
		model.addAttribute("name", name);
		return "store/applications/list";
	}

	@GetMapping("/new")
	String blank(SignedInUser user, Model model) {
		return edit(user, Form.of(Map.of("throttlingPolicy", Tier.UNLIMITED, "tokenFormat", TokenFormat.JWT.name())),
				model);
	}

	@PostMapping("/new")
	String create(@RequestParam MultiValueMap<String, String> fields, SignedInUser user, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		try {
			ApplicationView made = this.applications.create(user, draft(fields));
			redirect.addFlashAttribute("flash",
					made.name() + " is there. Subscribe it to an API, or generate its keys.");
			return "redirect:/store/applications/" + made.id();
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return edit(user, Form.of(fields).refused(refusal), model);
		}
	}

	@GetMapping("/{id}")
	String overview(@PathVariable UUID id, SignedInUser user, Model model) {
		ApplicationView application = this.applications.get(user, id);
		model.addAttribute("app", application);
		this.tiers.ofLevel(user, TierLevel.APPLICATION)
			.stream()
			.filter(tier -> tier.name().equals(application.tier()))
			.findFirst()
			.ifPresent(tier -> model.addAttribute("limit", tier.limit()));
		return "store/applications/overview";
	}

	@GetMapping("/{id}/edit")
	String change(@PathVariable UUID id, SignedInUser user, Model model) {
		ApplicationView application = this.applications.get(user, id);
		model.addAttribute("app", application);
		String description = application.description();
		return edit(user,
				Form.of(Map.of("name", application.name(), "throttlingPolicy", application.tier(), "description",
						(description != null) ? description : "", "tokenFormat", application.tokenFormat().name(),
						"version", String.valueOf(application.rowVersion()))),
				model);
	}

	@PostMapping("/{id}/edit")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, SignedInUser user,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		ApplicationView application = this.applications.get(user, id);
		try {
			String version = fields.getFirst("version");
			this.applications.update(user, id, draft(fields), (version != null) ? "\"" + version + "\"" : null);
			redirect.addFlashAttribute("flash", "Saved.");
			return "redirect:/store/applications/" + id;
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			model.addAttribute("app", application);
			return edit(user, Form.of(fields).refused(refusal), model);
		}
	}

	@GetMapping("/{id}/delete")
	String confirm(@PathVariable UUID id, SignedInUser user, Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("form", Form.empty());
		return "store/applications/delete";
	}

	@PostMapping("/{id}/delete")
	String delete(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, SignedInUser user,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		ApplicationView application = this.applications.get(user, id);
		String typed = fields.getFirst("confirm");
		if (!application.name().equals(typed)) {
			response.setStatus(400);
			model.addAttribute("app", application);
			model.addAttribute("form", Form.of(fields)
				.refused(new BadRequest("confirm", typed, "the application's name, " + application.name())));
			return "store/applications/delete";
		}
		this.applications.delete(user, id, null);
		redirect.addFlashAttribute("flash", application.name() + " was deleted; its keys and tokens no longer work.");
		return "redirect:/store/applications";
	}

	private String edit(SignedInUser user, Form form, Model model) {
		Map<String, String> options = new LinkedHashMap<>();
		List<OfferedTier> offered = this.tiers.ofLevel(user, TierLevel.APPLICATION);
		offered.forEach(tier -> options.put(tier.name(), tier.displayName() + ": " + tier.limit()));
		model.addAttribute("tiers", options);
		model.addAttribute("form", form);
		return "store/applications/edit";
	}

	private static ApplicationDraft draft(MultiValueMap<String, String> fields) {
		TokenFormat format = TokenFormat.OPAQUE.name().equals(fields.getFirst("tokenFormat")) ? TokenFormat.OPAQUE
				: TokenFormat.JWT;
		return new ApplicationDraft(fields.getFirst("name"), fields.getFirst("throttlingPolicy"),
				fields.getFirst("description"), format);
	}

}
