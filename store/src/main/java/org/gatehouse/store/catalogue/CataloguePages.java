package org.gatehouse.store.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.catalogue.TagCount;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/**
 * The pages on which consumers find APIs.
 */
@Controller
class CataloguePages {

	private static final int NEWEST = 6;

	private static final int PAGE_SIZE = 24;

	private static final int TAGS = 24;

	private final CatalogueService catalogue;

	CataloguePages(CatalogueService catalogue) {
		this.catalogue = catalogue;
	}

	@GetMapping("/store")
	String home(@Nullable SignedInUser user, Model model) {
		Page<CatalogueRow> newest = this.catalogue.search(user, "", PageRequest.of(NEWEST, 0));
		model.addAttribute("apis", newest.list());
		model.addAttribute("total", newest.pagination().total());
		model.addAttribute("tags", this.catalogue.tags(user, PageRequest.of(TAGS, 0)).list());
		return "store/catalogue/home";
	}

	@GetMapping("/store/apis")
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String tag,
			@RequestParam(defaultValue = "") String status, @RequestParam(defaultValue = "0") String offset,
			@Nullable SignedInUser user, Model model, HttpServletResponse response) {
		int from = number(offset);
		Page<CatalogueRow> found;
		try {
			found = this.catalogue.search(user, query(q, tag, status), PageRequest.of(PAGE_SIZE, from));
		}
		catch (BadRequest wrong) {
			response.setStatus(wrong.status());
			model.addAttribute("problem", wrong.fields().getFirst().message());
			found = Page.of(List.of(), PageRequest.first(), 0);
		}
		model.addAttribute("apis", found.list());
		model.addAttribute("pager", Pager.of(here(q, tag, status), from, PAGE_SIZE, found.pagination().total()));
		List<TagCount> tags = this.catalogue.tags(user, PageRequest.of(TAGS, 0)).list();
		model.addAttribute("tags", tags);
		model.addAttribute("tagElsewhere", !tag.isBlank() && tags.stream().noneMatch(known -> known.tag().equals(tag)));
		model.addAttribute("q", q);
		model.addAttribute("tag", tag);
		model.addAttribute("status", status);
		return "store/catalogue/list";
	}

	/**
	 * The filters of the page are attributes of the query, which stands in the URL as it
	 * was typed.
	 */
	private static String query(String q, String tag, String status) {
		StringBuilder query = new StringBuilder(q.strip());
		if (!tag.isBlank()) {
			query.append(" tag:\"").append(tag.replace("\"", "")).append('"');
		}
		if (!status.isBlank()) {
			query.append(" status:\"").append(status.replace("\"", "")).append('"');
		}
		return query.toString();
	}

	private static String here(String q, String tag, String status) {
		StringBuilder here = new StringBuilder("/store/apis");
		char separator = '?';
		for (String[] filter : List.of(new String[] { "q", q }, new String[] { "tag", tag },
				new String[] { "status", status })) {
			if (!filter[1].isBlank()) {
				here.append(separator)
					.append(filter[0])
					.append('=')
					.append(UriUtils.encode(filter[1], StandardCharsets.UTF_8));
				separator = '&';
			}
		}
		return here.toString();
	}

	private static int number(String offset) {
		try {
			return Math.max(0, Integer.parseInt(offset));
		}
		catch (NumberFormatException _) {
			return 0;
		}
	}

}
