package org.gatehouse.store.overview;

import java.util.List;
import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.store.catalogue.ApiDetail;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.store.subscriptions.SubscriptionService;
import org.gatehouse.store.subscriptions.SubscriptionView;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The pages about one API version.
 */
@Controller
@RequestMapping("/store/apis/{id}")
class ApiPages {

	private static final int MOST_SUBSCRIPTIONS = 50;

	private final CatalogueService catalogue;

	private final SubscriptionService subscriptions;

	ApiPages(CatalogueService catalogue, SubscriptionService subscriptions) {
		this.catalogue = catalogue;
		this.subscriptions = subscriptions;
	}

	@GetMapping
	String overview(@PathVariable UUID id, @Nullable SignedInUser user, Model model) {
		ApiDetail detail = this.catalogue.get(user, id);
		model.addAttribute("detail", detail);
		model.addAttribute("api", detail.api());
		model.addAttribute("progress", progress(user, id));
		return "store/overview/overview";
	}

	@GetMapping("/reference")
	String reference(@PathVariable UUID id, @Nullable SignedInUser user, Model model) {
		ApiDetail detail = this.catalogue.get(user, id);
		model.addAttribute("detail", detail);
		model.addAttribute("api", detail.api());
		return "store/overview/reference";
	}

	/**
	 * As a file to be saved: what a provider wrote is never shown as a page of the store.
	 */
	@GetMapping("/definition")
	ResponseEntity<String> definition(@PathVariable UUID id, @Nullable SignedInUser user) {
		ApiDetail detail = this.catalogue.get(user, id);
		String name = detail.api().name() + "-" + detail.api().version() + ".json";
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(name.replaceAll("[^A-Za-z0-9._-]", "_"))
						.build()
						.toString())
			.body(this.catalogue.definition(user, id));
	}

	private Progress progress(@Nullable SignedInUser user, UUID id) {
		if (user == null) {
			return Progress.ANONYMOUS;
		}
		List<SubscriptionView> subscribed = this.subscriptions
			.list(user, null, id, PageRequest.of(MOST_SUBSCRIPTIONS, 0))
			.list();
		UUID ready = subscribed.stream()
			.map(subscription -> subscription.application())
			.filter(application -> application.keys() > 0)
			.map(application -> application.id())
			.findFirst()
			.orElse(null);
		UUID any = subscribed.isEmpty() ? null : subscribed.getFirst().application().id();
		return new Progress(true, user.may(Permission.SUBSCRIBE), subscribed, (ready != null) ? ready : any,
				ready != null);
	}

}
