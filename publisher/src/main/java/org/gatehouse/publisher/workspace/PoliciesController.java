package org.gatehouse.publisher.workspace;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.mediation.Catalogue;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.policies.ComposedPolicies;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The policies of an API and of its operations: which act when, in which order, with
 * which parameters.
 */
@Controller
class PoliciesController {

	private final Workspace workspace;

	private final ComposedPolicies composed;

	PoliciesController(Workspace workspace, ComposedPolicies composed) {
		this.workspace = workspace;
		this.composed = composed;
	}

	@GetMapping("/publisher/apis/{id}/policies")
	String list(@PathVariable UUID id, @RequestParam(defaultValue = PolicyEdits.API) String on, Model model) {
		return list(new ApiId(id), on, Form.empty(), model);
	}

	private String list(ApiId id, String on, Form form, Model model) {
		ApiView api = this.workspace.open(id, "policies", model);
		Mediation mediation = PolicyEdits.of(api.design(), on);
		List<PolicySpec> known = known(id);
		Map<String, List<PolicyEdits.Row>> rows = new LinkedHashMap<>();
		Map<String, List<PolicySpec>> choices = new LinkedHashMap<>();
		for (Flow flow : Flow.values()) {
			rows.put(flow.wireName(), rows(PolicyCheck.of(mediation, flow), known));
			choices.put(flow.wireName(), known.stream().filter(spec -> spec.flows().contains(flow)).toList());
		}
		Map<String, Long> places = new LinkedHashMap<>();
		places.put(PolicyEdits.API, count(api.design().runtime().mediation()));
		api.design()
			.operations()
			.forEach(operation -> places.put(PolicyEdits.key(operation), count(operation.runtime().mediation())));
		model.addAttribute("on", on);
		model.addAttribute("places", places);
		model.addAttribute("rows", rows);
		model.addAttribute("choices", choices);
		model.addAttribute("form", form);
		model.addAttribute("edition", Workspace.editionOf(api));
		return "publisher/workspace/policies";
	}

	private static long count(Mediation mediation) {
		return Stream.of(mediation.request(), mediation.response(), mediation.fault()).mapToLong(List::size).sum();
	}

	private static List<PolicyEdits.Row> rows(List<PolicyUse> uses, List<PolicySpec> known) {
		List<PolicyEdits.Row> rows = new ArrayList<>();
		for (int i = 0; i < uses.size(); i++) {
			PolicyUse use = uses.get(i);
			String name = known.stream()
				.filter(spec -> isOf(spec, use))
				.map(PolicySpec::displayName)
				.findFirst()
				.orElse(use.policy());
			rows.add(new PolicyEdits.Row(i, i == 0, i == uses.size() - 1, use, name));
		}
		return rows;
	}

	private static boolean isOf(PolicySpec spec, PolicyUse use) {
		return spec.name().equals(use.policy()) && spec.version().equals(use.version());
	}

	private List<PolicySpec> known(ApiId id) {
		List<PolicySpec> known = new ArrayList<>(Catalogue.all());
		this.composed.list(null).forEach(stored -> known.add(stored.composition().spec()));
		this.composed.list(id.value()).forEach(stored -> known.add(stored.composition().spec()));
		return known;
	}

	@PostMapping("/publisher/apis/{id}/policies")
	String change(@PathVariable UUID id, @RequestParam(defaultValue = PolicyEdits.API) String on,
			@RequestParam MultiValueMap<String, String> typed, SignedInUser user, Model model, RedirectAttributes flash,
			HttpServletResponse response) {
		ApiId api = new ApiId(id);
		return save(api, on, typed, user, flash, response, null, refused -> list(api, on, refused, model));
	}

	private String save(ApiId api, String on, MultiValueMap<String, String> typed, SignedInUser user,
			RedirectAttributes flash, HttpServletResponse response, @Nullable PolicySpec spec,
			Function<Form, String> page) {
		String tab = on.equals(PolicyEdits.API) ? "policies"
				: "policies?on=" + URLEncoder.encode(on, StandardCharsets.UTF_8);
		return this.workspace.save(new Workspace.Edit(api, tab, typed, user.name(), flash, response),
				design -> PolicyEdits.with(design, on,
						PolicyEdits.changed(PolicyEdits.of(design, on), Form.of(typed), spec)),
				page);
	}

	@GetMapping("/publisher/apis/{id}/policies/use")
	String use(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> asked, Model model) {
		return use(new ApiId(id), Form.of(asked), null, model);
	}

	private String use(ApiId id, Form asked, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "policies", model);
		String on = asked.value("on");
		List<PolicyUse> uses = PolicyCheck.of(PolicyEdits.of(api.design(), on), PolicyEdits.flow(asked.value("flow")));
		PolicyUse present = asked.value("at").isEmpty() ? null
				: uses.get(PolicyEdits.at(asked.value("at"), uses.size()));
		PolicySpec spec = spec(id, asked, present);
		Map<String, String> values = PolicyEdits.shown(spec, present);
		values.put("edition", Workspace.editionOf(api));
		model.addAttribute("form", (typed != null) ? typed : Form.of(values));
		model.addAttribute("spec", spec);
		model.addAttribute("on", on);
		model.addAttribute("flow", asked.value("flow"));
		model.addAttribute("at", asked.value("at"));
		return "publisher/workspace/policy";
	}

	private PolicySpec spec(ApiId id, Form asked, @Nullable PolicyUse present) {
		String wanted = (present != null) ? present.policy() + " " + present.version() : asked.value("policy");
		return known(id).stream()
			.filter(spec -> wanted.equals(spec.name() + " " + spec.version()))
			.findFirst()
			.orElseThrow(() -> NotFound.of("policy", wanted));
	}

	@PostMapping("/publisher/apis/{id}/policies/use")
	String put(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return save(api, form.value("on"), typed, user, flash, response, spec(api, form, null),
				refused -> use(api, form, atFields(refused), model));
	}

	/** The service names a parameter by its place in the lists; the page has one use. */
	private static Form atFields(Form refused) {
		Form form = refused;
		for (String field : refused.errors().keySet()) {
			int parameter = field.indexOf(".parameters.");
			if (parameter > 0) {
				form = form.renamed(field, "p-" + field.substring(parameter + ".parameters.".length()));
			}
			else if (field.endsWith(".condition")) {
				form = form.renamed(field, "condition");
			}
		}
		return form;
	}

}
