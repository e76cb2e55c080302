package org.gatehouse.publisher.workspace;

import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.publisher.subscriptions.ApiSubscription;
import org.gatehouse.publisher.subscriptions.ApiSubscriptionService;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Who subscribes to an API; blocking and unblocking, in force at once.
 */
@Controller
class SubscriptionsController {

	private final Workspace workspace;

	private final ApiSubscriptionService subscriptions;

	SubscriptionsController(Workspace workspace, ApiSubscriptionService subscriptions) {
		this.workspace = workspace;
		this.subscriptions = subscriptions;
	}

	@GetMapping("/publisher/apis/{id}/subscriptions")
	String subscriptions(@PathVariable UUID id, PageRequest page, Model model) {
		ApiId api = new ApiId(id);
		this.workspace.open(api, "subscriptions", model);
		Page<ApiSubscription> found = this.subscriptions.list(api, page);
		model.addAttribute("subscriptions", found.list());
		model.addAttribute("pager", Pager.of(Workspace.path(api, "subscriptions"), page.offset(), page.limit(),
				found.pagination().total()));
		return "publisher/workspace/subscriptions";
	}

	@PostMapping("/publisher/apis/{id}/subscriptions/{subscription}")
	String change(@PathVariable UUID id, @PathVariable UUID subscription, @RequestParam String status,
			RedirectAttributes flash) {
		ApiSubscription changed = switch (status) {
			case "BLOCKED" -> this.subscriptions.block(subscription, SubscriptionStatus.BLOCKED, null);
			case "PROD_ONLY_BLOCKED" ->
				this.subscriptions.block(subscription, SubscriptionStatus.PROD_ONLY_BLOCKED, null);
			case "UNBLOCKED" -> this.subscriptions.unblock(subscription, null);
			default -> throw new BadRequest("status", status, "BLOCKED, PROD_ONLY_BLOCKED or UNBLOCKED");
		};
		if (!changed.apiId().value().equals(id)) {
			throw NotFound.of("subscription", subscription);
		}
		flash.addFlashAttribute("flash",
				this.workspace.say("publisher.subscription." + changed.status().name(), changed.applicationName()));
		return "redirect:" + Workspace.path(new ApiId(id), "subscriptions");
	}

}
