package org.gatehouse.publisher.home;

import java.util.Optional;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.api.ApiQuery;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.design.ApiSummary;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list of APIs, searched and filtered in the URL.
 */
@Controller
class ApiListController {

	private final ApiDesignService designs;

	ApiListController(ApiDesignService designs) {
		this.designs = designs;
	}

	@GetMapping({ "/publisher", "/publisher/apis" })
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String state,
			PageRequest page, Model model) {
		Optional<LifecycleState> chosen = state(state);
		ApiQuery typed = ApiQuery.parse(q);
		ApiQuery query = chosen
			.map(wanted -> new ApiQuery(typed.text(), typed.name(), typed.version(), typed.context(), typed.provider(),
					typed.description(), typed.tag(), wanted))
			.orElse(typed);
		Page<ApiSummary> found = this.designs.list(query, ApiQuery.Order.NAME, false, page);
		String here = UriComponentsBuilder.fromPath("/publisher/apis")
			.queryParam("q", "{q}")
			.queryParam("state", "{state}")
			.queryParam("limit", page.limit())
			.encode()
			.buildAndExpand(q, chosen.map(Enum::name).orElse(""))
			.toUriString();
		model.addAttribute("apis", found.list());
		model.addAttribute("pager", Pager.of(here, page.offset(), page.limit(), found.pagination().total()));
		model.addAttribute("q", q);
		model.addAttribute("state", chosen.map(Enum::name).orElse(""));
		model.addAttribute("states", LifecycleState.values());
		return "publisher/home/list";
	}

	private static Optional<LifecycleState> state(String name) {
		for (LifecycleState state : LifecycleState.values()) {
			if (state.name().equals(name)) {
				return Optional.of(state);
			}
		}
		return Optional.empty();
	}

}
