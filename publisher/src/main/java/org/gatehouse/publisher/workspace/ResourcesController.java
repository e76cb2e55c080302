package org.gatehouse.publisher.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.OperationDesign;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.publisher.tiers.TierService;
import org.gatehouse.publisher.tiers.TierView;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
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
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The operations in a grid: what each asks of a caller. Fields carry the operation's
 * number in the working copy, whose edition is checked, so that a number means the same
 * operation when the page comes back.
 */
@Controller
class ResourcesController {

	private static final int ROWS = 50;

	private final Workspace workspace;

	private final TierService tiers;

	ResourcesController(Workspace workspace, TierService tiers) {
		this.workspace = workspace;
		this.tiers = tiers;
	}

	/**
	 * A row of the grid.
	 *
	 * @param index the operation's number in the working copy
	 * @param operation the operation
	 */
	record Row(int index, OperationDesign operation) {

		/** The name that a field of the row has. */
		public String field(String name) {
			return "operations[" + this.index + "]." + name;
		}

	}

	@GetMapping("/publisher/apis/{id}/resources")
	String resources(@PathVariable UUID id, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "0") int offset, Model model) {
		return page(new ApiId(id), q, Math.max(0, offset), null, model);
	}

	private String page(ApiId id, String q, int offset, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "resources", model);
		List<Row> found = new ArrayList<>();
		List<OperationDesign> operations = api.design().operations();
		String wanted = q.strip().toLowerCase(Locale.ROOT);
		for (int i = 0; i < operations.size(); i++) {
			OperationDesign operation = operations.get(i);
			String line = operation.verb() + " " + operation.target() + " " + operation.scopes() + " "
					+ operation.authType();
			if (line.toLowerCase(Locale.ROOT).contains(wanted)) {
				found.add(new Row(i, operation));
			}
		}
		int from = (offset < found.size()) ? offset : 0;
		List<Row> rows = found.subList(from, Math.min(found.size(), from + ROWS));
		String here = UriComponentsBuilder.fromPath(Workspace.path(id, "resources"))
			.queryParam("q", "{q}")
			.encode()
			.buildAndExpand(q)
			.toUriString();
		model.addAttribute("rows", rows);
		model.addAttribute("total", operations.size());
		model.addAttribute("pager", Pager.of(here, from, ROWS, found.size()));
		model.addAttribute("q", q);
		model.addAttribute("offset", from);
		model.addAttribute("form", (typed != null) ? typed : stored(api, rows));
		model.addAttribute("authTypes", AuthType.values());
		model.addAttribute("verbs", HttpVerb.values());
		model.addAttribute("resourceTiers", this.tiers.list(TierLevel.RESOURCE).stream().map(TierView::name).toList());
		model.addAttribute("scopeKeys", api.design().scopes().stream().map(ScopeDesign::name).toList());
		return "publisher/workspace/resources";
	}

	private static Form stored(ApiView api, List<Row> rows) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		for (Row row : rows) {
			values.set(row.field("authType"), row.operation().authType());
			values.set(row.field("throttlingPolicy"), row.operation().throttlingPolicy());
			values.put(row.field("scopes"), row.operation().scopes());
		}
		return Form.of(values);
	}

	@PostMapping("/publisher/apis/{id}/resources")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		String view = this.workspace.save(new Workspace.Edit(api, "resources", typed, user.name(), flash, response),
				design -> changed(design, typed), refused -> page(api, form.value("q"), offset(form), refused, model));
		return view.startsWith("redirect:") ? back(view, form) : view;
	}

	private static String back(String view, Form form) {
		return UriComponentsBuilder.fromUriString(view)
			.queryParam("q", "{q}")
			.queryParam("offset", offset(form))
			.encode()
			.buildAndExpand(form.value("q"))
			.toUriString();
	}

	private static int offset(Form form) {
		return form.value("offset").matches("\\d{1,6}") ? Integer.parseInt(form.value("offset")) : 0;
	}

	private static ApiDesign changed(ApiDesign design, MultiValueMap<String, String> typed) {
		List<OperationDesign> operations = new ArrayList<>();
		for (int i = 0; i < design.operations().size(); i++) {
			Row row = new Row(i, design.operations().get(i));
			if (!typed.containsKey(row.field("authType"))) {
				operations.add(row.operation());
			}
			else if (!typed.containsKey(row.field("remove"))) {
				List<String> scopes = typed.getOrDefault(row.field("scopes"), List.of());
				operations.add(new OperationDesign(row.operation().target(), row.operation().verb(),
						typed.getFirst(row.field("authType")), typed.getFirst(row.field("throttlingPolicy")), scopes,
						row.operation().summary(), row.operation().produces(), row.operation().runtime()));
			}
		}
		if (operations.isEmpty()) {
			throw new BadRequest("operations", null, "at least one operation that stays");
		}
		return design.withOperations(operations);
	}

	@PostMapping("/publisher/apis/{id}/resources/add")
	String add(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		return this.workspace.save(new Workspace.Edit(api, "resources", typed, user.name(), flash, response),
				design -> added(design, typed), refused -> {
					int present = this.workspace.open(api, "resources", model).design().operations().size();
					Form at = refused;
					for (int i = 0; i < typed.getOrDefault("verb", List.of()).size(); i++) {
						at = at.renamed("operations[" + (present + i) + "].target", "target");
					}
					return page(api, "", 0, at, model);
				});
	}

	private static ApiDesign added(ApiDesign design, MultiValueMap<String, String> typed) {
		String target = Form.of(typed).value("target").strip();
		List<String> verbs = typed.getOrDefault("verb", List.of());
		if (verbs.isEmpty()) {
			throw new BadRequest("verb", null, "at least one method");
		}
		List<OperationDesign> operations = new ArrayList<>(design.operations());
		verbs.forEach(verb -> operations.add(OperationDesign.of(verb, target)));
		return design.withOperations(operations);
	}

}
