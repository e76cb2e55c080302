package org.gatehouse.publisher.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.CorsSettings;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.publisher.callers.ClientCertificateService;
import org.gatehouse.publisher.design.AccessBody;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.tiers.TierService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * By which credentials an API is called, from which pages, and by which client
 * certificates.
 */
@Controller
class AccessController {

	private static final String CORS = "corsConfiguration.";

	private final Workspace workspace;

	private final ClientCertificateService certificates;

	private final TierService tiers;

	AccessController(Workspace workspace, ClientCertificateService certificates, TierService tiers) {
		this.workspace = workspace;
		this.certificates = certificates;
		this.tiers = tiers;
	}

	@GetMapping("/publisher/apis/{id}/access")
	String access(@PathVariable UUID id, Model model) {
		return page(new ApiId(id), null, null, model);
	}

	private String page(ApiId id, @Nullable Form typed, @Nullable Form certificate, Model model) {
		ApiView api = this.workspace.open(id, "access", model);
		model.addAttribute("form", (typed != null) ? typed : stored(api));
		model.addAttribute("certificateForm", (certificate != null) ? certificate : Form.empty());
		model.addAttribute("certificates", this.certificates.list(id));
		model.addAttribute("tiers", this.tiers.list(TierLevel.SUBSCRIPTION));
		return "publisher/workspace/access";
	}

	private static Form stored(ApiView api) {
		ApiRuntime runtime = api.design().runtime();
		Access access = runtime.access();
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		values.put("securityScheme", access.wireNames());
		values.set("authorizationHeader", Objects.requireNonNullElse(access.authorizationHeader(), ""));
		values.set("apiKeyHeader", Objects.requireNonNullElse(access.apiKeyHeader(), ""));
		values.set("apiKeyInQuery", Boolean.toString(access.apiKeyInQuery()));
		CorsSettings cors = runtime.cors();
		if (cors != null) {
			values.set(CORS + "corsConfigurationEnabled", "true");
			values.set(CORS + "accessControlAllowOrigins", String.join(", ", cors.origins()));
			values.set(CORS + "accessControlAllowCredentials", Boolean.toString(cors.credentials()));
			values.set(CORS + "accessControlAllowHeaders", String.join(", ", cors.headers()));
			values.set(CORS + "accessControlAllowMethods", String.join(", ", cors.methods()));
			values.set(CORS + "accessControlExposeHeaders", String.join(", ", cors.exposedHeaders()));
			values.set(CORS + "accessControlMaxAge", (cors.maxAge() > 0) ? Integer.toString(cors.maxAge()) : "");
			values.set(CORS + "accessControlAllowPrivateNetwork", Boolean.toString(cors.privateNetwork()));
		}
		return Form.of(values);
	}

	@PostMapping("/publisher/apis/{id}/access")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return this.workspace.save(new Workspace.Edit(api, "access", typed, user.name(), flash, response),
				(design) -> design.withRuntime(design.runtime()
					.withAccess(access(form, typed.getOrDefault("securityScheme", List.of())))
					.withCors(cors(form))),
				(refused) -> page(api, refused, null, model));
	}

	private static Access access(Form form, List<String> schemes) {
		BadRequest.Collector problems = BadRequest.collect();
		Access access = AccessBody.of(schemes, form.value("authorizationHeader"), form.value("apiKeyHeader"),
				form.has("apiKeyInQuery", "true"), problems);
		problems.throwIfAny();
		return access;
	}

	private static @Nullable CorsSettings cors(Form form) {
		if (!form.has(CORS + "corsConfigurationEnabled", "true")) {
			return null;
		}
		return new CorsSettings(words(form, "accessControlAllowOrigins"),
				form.has(CORS + "accessControlAllowCredentials", "true"), words(form, "accessControlAllowHeaders"),
				words(form, "accessControlAllowMethods"), words(form, "accessControlExposeHeaders"),
				seconds(form.value(CORS + "accessControlMaxAge")),
				form.has(CORS + "accessControlAllowPrivateNetwork", "true"));
	}

	private static List<String> words(Form form, String field) {
		return BasicsController.words(form.value(CORS + field));
	}

	private static int seconds(String text) {
		try {
			return text.isBlank() ? 0 : Integer.parseInt(text.strip());
		}
		catch (NumberFormatException ex) {
			throw new BadRequest(CORS + "accessControlMaxAge", text, "a whole number of seconds");
		}
	}

	@PostMapping("/publisher/apis/{id}/access/certificates")
	String add(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed,
			@RequestParam(name = "certificate", required = false) @Nullable MultipartFile file, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		try {
			this.certificates.add(api, form.value("alias"), form.value("tier"),
					(file == null) ? new byte[0] : bytes(file));
			flash.addFlashAttribute("flash", this.workspace.say("publisher.certificate.added"));
			return "redirect:" + Workspace.path(api, "access");
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(api, null, form.refused(refusal), model);
		}
	}

	@PostMapping("/publisher/apis/{id}/access/certificates/delete")
	String delete(@PathVariable UUID id, @RequestParam String alias, RedirectAttributes flash) {
		ApiId api = new ApiId(id);
		this.certificates.delete(api, alias);
		flash.addFlashAttribute("flash", this.workspace.say("publisher.certificate.deleted"));
		return "redirect:" + Workspace.path(api, "access");
	}

	private static byte[] bytes(MultipartFile file) {
		try {
			return file.getBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
