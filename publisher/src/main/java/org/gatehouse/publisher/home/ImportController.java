package org.gatehouse.publisher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.publisher.definition.Definition;
import org.gatehouse.publisher.definition.DefinitionLimits;
import org.gatehouse.publisher.definition.DefinitionProblem;
import org.gatehouse.publisher.definition.DefinitionRefusal;
import org.gatehouse.publisher.definition.DefinitionResult;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.DefinitionDesigns;
import org.gatehouse.publisher.design.DefinitionImports;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Importing an OpenAPI document from a file, a URL or the clipboard. What is wrong is
 * listed by place; nothing that was typed is lost: an uploaded text is shown in the field
 * for pasted ones, where it can be corrected.
 */
@Controller
class ImportController {

	/** A browser's text field is of no use for more. */
	private static final int MOST_SHOWN_BACK = 1_000_000;

	private final DefinitionImports imports;

	private final ApiDesignService designs;

	ImportController(DefinitionImports imports, ApiDesignService designs) {
		this.imports = imports;
		this.designs = designs;
	}

	@GetMapping("/publisher/apis/import")
	String form(Model model) {
		return page(Form.empty(), List.of(), model);
	}

	@PostMapping("/publisher/apis/import")
	String create(@RequestParam MultiValueMap<String, String> fields,
			@RequestParam(name = "file", required = false) @Nullable MultipartFile file, SignedInUser user, Model model,
			RedirectAttributes flash, HttpServletResponse response) throws IOException {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>(fields);
		String source = "text";
		try {
			DefinitionResult result;
			if (file != null && !file.isEmpty()) {
				byte[] document = file.getBytes();
				if (document.length <= MOST_SHOWN_BACK) {
					typed.set("text", new String(document, StandardCharsets.UTF_8));
				}
				result = this.imports.read(document);
			}
			else if (!value(typed, "text").isBlank()) {
				result = this.imports.read(value(typed, "text"));
			}
			else if (!value(typed, "url").isBlank()) {
				source = "url";
				result = this.imports.fetch(value(typed, "url").strip());
			}
			else {
				throw new BadRequest("text", null, "a file, a URL or a pasted document");
			}
			return switch (result) {
				case DefinitionRefusal refusal -> refused(refusal, source, typed, model, response);
				case Definition definition -> imported(definition, typed, user, flash);
			};
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(Form.of(typed).refused(refusal), List.of(), model);
		}
	}

	private String imported(Definition definition, MultiValueMap<String, String> typed, SignedInUser user,
			RedirectAttributes flash) {
		ApiDesign proposed = DefinitionDesigns.propose(definition);
		for (String field : List.of("name", "context", "version")) {
			if (value(typed, field).isBlank()) {
				typed.set(field, switch (field) {
					case "name" -> proposed.name();
					case "context" -> proposed.context();
					default -> proposed.version();
				});
			}
		}
		ApiDesign named = ApiDesign
			.of(value(typed, "name").strip(), value(typed, "context").strip(), value(typed, "version").strip())
			.withDescription(proposed.description())
			.withEndpoints(proposed.productionEndpoint(), null);
		ApiView api = this.designs.importDefinition(definition, named, user.name());
		flash.addFlashAttribute("imported", definition.operations().size());
		flash.addFlashAttribute("warnings", definition.warnings());
		return "redirect:/publisher/apis/" + api.id();
	}

	private String refused(DefinitionRefusal refusal, String source, MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response) {
		response.setStatus((refusal.reason() == DefinitionRefusal.Reason.TOO_LARGE) ? 413 : 400);
		BadRequest problem = new BadRequest(source, null,
				"an OpenAPI 2.0, 3.0 or 3.1 document without the problems listed above");
		return page(Form.of(typed).refused(problem), refusal.problems(), model);
	}

	private static String page(Form form, List<DefinitionProblem> problems, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("problems", problems);
		model.addAttribute("megabytes", DefinitionLimits.DEFAULT.maxBytes() / (1024 * 1024));
		return "publisher/home/import";
	}

	private static String value(MultiValueMap<String, String> typed, String field) {
		String value = typed.getFirst(field);
		return (value != null) ? value : "";
	}

}
