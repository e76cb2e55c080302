package org.gatehouse.store.subscriptions;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.store.applications.ApplicationQuery;
import org.gatehouse.store.applications.ApplicationService;
import org.gatehouse.store.applications.ApplicationView;
import org.gatehouse.store.applications.DefaultApplications;
import org.gatehouse.store.catalogue.ApiDetail;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.store.catalogue.OfferedTier;
import org.gatehouse.store.catalogue.TierOffers;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which consumers subscribe and unsubscribe.
 */
@Controller
class SubscriptionPages {

	private static final int MOST_APPLICATIONS = 200;

	private static final int PAGE_SIZE = 25;

	private static final String NEW = "new";

	private final SubscriptionService subscriptions;

	private final NewApplicationSubscription newApplications;

	private final ApplicationService applications;

	private final DefaultApplications defaults;

	private final CatalogueService catalogue;

	private final TierOffers tiers;

	SubscriptionPages(SubscriptionService subscriptions, NewApplicationSubscription newApplications,
			ApplicationService applications, DefaultApplications defaults, CatalogueService catalogue,
			TierOffers tiers) {
		this.subscriptions = subscriptions;
		this.newApplications = newApplications;
		this.applications = applications;
		this.defaults = defaults;
		this.catalogue = catalogue;
		this.tiers = tiers;
	}

	@GetMapping("/store/apis/{id}/subscribe")
	String choose(@PathVariable UUID id, SignedInUser user, Model model) {
		this.defaults.ensure(user);
		ApiDetail detail = this.catalogue.get(user, id);
		MultiValueMap<String, String> preset = new LinkedMultiValueMap<>();
		detail.tiers()
			.stream()
			.filter(OfferedTier::permitted)
			.findFirst()
			.ifPresent(tier -> preset.add("throttlingPolicy", tier.name()));
		return page(user, detail, Form.of(preset), model);
	}

	@PostMapping("/store/apis/{id}/subscribe")
	String subscribe(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, SignedInUser user,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		ApiDetail detail = this.catalogue.get(user, id);
		String tier = fields.getFirst("throttlingPolicy");
		try {
			SubscriptionView made = NEW.equals(fields.getFirst("applicationId"))
					? this.newApplications.subscribe(user, fields.getFirst("name"), id, tier)
					: this.subscriptions.subscribe(user,
							new SubscriptionDraft(applicationId(fields.getFirst("applicationId")), id, tier));
			redirect.addFlashAttribute("flash", made.application().name() + " is subscribed to " + detail.api().name()
					+ " " + detail.api().version() + " on " + made.tier() + ". Next: get a token.");
			return "redirect:/store/apis/" + id;
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(user, detail, Form.of(fields).refused(refusal), model);
		}
	}

	@GetMapping("/store/applications/{id}/subscriptions")
	String list(@PathVariable UUID id, @RequestParam(defaultValue = "0") int offset, SignedInUser user, Model model) {
		Page<SubscriptionView> found = this.subscriptions.list(user, id, null,
				PageRequest.of(PAGE_SIZE, Math.max(0, offset)));
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("subscriptions", found.list());
		model.addAttribute("pager", Pager.of("/store/applications/" + id + "/subscriptions", Math.max(0, offset),
				PAGE_SIZE, found.pagination().total()));
		return "store/subscriptions/list";
	}

	@GetMapping("/store/subscriptions/{id}/edit")
	String change(@PathVariable UUID id, SignedInUser user, Model model) {
		SubscriptionView subscription = this.subscriptions.get(user, id);
		return edit(user, subscription, Form
			.of(Map.of("throttlingPolicy", subscription.tier(), "version", String.valueOf(subscription.rowVersion()))),
				model);
	}

	@PostMapping("/store/subscriptions/{id}/edit")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, SignedInUser user,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		SubscriptionView subscription = this.subscriptions.get(user, id);
		try {
			String version = fields.getFirst("version");
			SubscriptionView changed = this.subscriptions.changeTier(user, id, fields.getFirst("throttlingPolicy"),
					(version != null) ? "\"" + version + "\"" : null);
			redirect.addFlashAttribute("flash", changed.application().name() + " now calls " + changed.api().name()
					+ " " + changed.api().version() + " on " + changed.tier() + ".");
			return "redirect:/store/applications/" + changed.application().id() + "/subscriptions";
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return edit(user, subscription, Form.of(fields).refused(refusal), model);
		}
	}

	private String edit(SignedInUser user, SubscriptionView subscription, Form form, Model model) {
		model.addAttribute("subscription", subscription);
		model.addAttribute("tiers", this.tiers.ofApi(user, subscription.api()));
		model.addAttribute("form", form);
		return "store/subscriptions/edit";
	}

	@GetMapping("/store/subscriptions/{id}/unsubscribe")
	String confirm(@PathVariable UUID id, SignedInUser user, Model model) {
		model.addAttribute("subscription", this.subscriptions.get(user, id));
		return "store/subscriptions/unsubscribe";
	}

	@PostMapping("/store/subscriptions/{id}/unsubscribe")
	String unsubscribe(@PathVariable UUID id, SignedInUser user, RedirectAttributes redirect) {
		SubscriptionView subscription = this.subscriptions.get(user, id);
		this.subscriptions.unsubscribe(user, id, null);
		redirect.addFlashAttribute("flash", subscription.application().name() + " is no longer subscribed to "
				+ subscription.api().name() + " " + subscription.api().version() + ".");
		return "redirect:/store/applications/" + subscription.application().id() + "/subscriptions";
	}

	private String page(SignedInUser user, ApiDetail detail, Form form, Model model) {
		Set<UUID> subscribed = new HashSet<>();
		this.subscriptions.list(user, null, detail.api().id(), PageRequest.of(MOST_APPLICATIONS, 0))
			.list()
			.forEach(subscription -> subscribed.add(subscription.application().id()));
		List<ApplicationView> free = this.applications
			.list(user, ApplicationQuery.ALL, PageRequest.of(MOST_APPLICATIONS, 0))
			.list()
			.stream()
			.filter(application -> !subscribed.contains(application.id()))
			.toList();
		model.addAttribute("detail", detail);
		model.addAttribute("api", detail.api());
		model.addAttribute("applications", free);
		model.addAttribute("subscribed", subscribed.size());
		model.addAttribute("form", form);
		return "store/subscriptions/subscribe";
	}

	/** What is no id names no application, as the service says of none. */
	private static UUID applicationId(@Nullable String text) {
		try {
			return UUID.fromString(String.valueOf(text));
		}
		catch (IllegalArgumentException _) {
			throw NotFound.of("Application", String.valueOf(text));
		}
	}

}
