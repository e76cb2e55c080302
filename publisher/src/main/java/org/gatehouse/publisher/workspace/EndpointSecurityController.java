package org.gatehouse.publisher.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.EndpointSecurityRules;
import org.gatehouse.publisher.design.TypedSecurity;
import org.gatehouse.web.page.Form;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What gateways prove themselves by to an API's endpoints. Secrets are never shown again.
 */
@Controller
class EndpointSecurityController {

	private static final String TAB = "endpoint-security";

	private static final String PRODUCTION = EndpointSecurityRules.FIELD + ".production.";

	private static final String SANDBOX = EndpointSecurityRules.FIELD + ".sandbox.";

	private static final List<String> TYPES = List.of("NONE", "BASIC", "DIGEST", "OAUTH", "CLIENT_CERTIFICATE");

	private static final List<String> GRANTS = List.of("CLIENT_CREDENTIALS", "PASSWORD");

	private static final String PEM = "-----BEGIN";

	private final Workspace workspace;

	private final EndpointSecurityRules rules;

	EndpointSecurityController(Workspace workspace, EndpointSecurityRules rules) {
		this.workspace = workspace;
		this.rules = rules;
	}

	@GetMapping("/publisher/apis/{id}/endpoint-security")
	String page(@PathVariable UUID id, Model model) {
		return page(new ApiId(id), null, model);
	}

	private String page(ApiId id, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, TAB, model);
		model.addAttribute("form", (typed != null) ? typed : stored(api));
		model.addAttribute("types", said("publisher.security.type.", TYPES));
		model.addAttribute("grants", said("publisher.security.grant.", GRANTS));
		model.addAttribute("sides", List.of(PRODUCTION, SANDBOX));
		return "publisher/workspace/endpoint-security";
	}

	private Map<String, String> said(String prefix, List<String> values) {
		Map<String, String> said = new LinkedHashMap<>();
		values.forEach((value) -> said.put(value, this.workspace.say(prefix + value)));
		return said;
	}

	private static Form stored(ApiView api) {
		EndpointSecurity security = api.design().runtime().security();
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		show(PRODUCTION, EndpointSecurityRules.shown(security.production()), values);
		show(SANDBOX, EndpointSecurityRules.shown(security.sandbox()), values);
		return Form.of(values);
	}

	private static void show(String side, TypedSecurity shown, MultiValueMap<String, String> values) {
		values.set(side + "type", shown.type());
		values.set(side + "username", shown.username());
		values.set(side + "grantType", shown.grantType().isEmpty() ? "CLIENT_CREDENTIALS" : shown.grantType());
		values.set(side + "tokenUrl", shown.tokenUrl());
		values.set(side + "clientId", shown.clientId());
		values.set(side + "scopes", String.join(" ", shown.scopes()));
		StringBuilder parameters = new StringBuilder();
		shown.parameters().forEach((name, value) -> parameters.append(name).append('=').append(value).append('\n'));
		values.set(side + "customParameters", parameters.toString());
		values.set(side + "certificate", shown.certificate());
	}

	@PostMapping("/publisher/apis/{id}/endpoint-security")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed,
			@RequestParam Map<String, MultipartFile> files, SignedInUser user, Model model, RedirectAttributes flash,
			HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return this.workspace.save(new Workspace.Edit(api, TAB, typed, user.name(), flash, response),
				design -> secured(design, typed(PRODUCTION, form, files), typed(SANDBOX, form, files)),
				refused -> page(api, refused, model));
	}

	private ApiDesign secured(ApiDesign design, TypedSecurity production, TypedSecurity sandbox) {
		BadRequest.Collector problems = BadRequest.collect();
		EndpointSecurity security = this.rules.read(production, sandbox, design.runtime().security(), problems);
		problems.throwIfAny();
		return design.withRuntime(design.runtime().withSecurity(security));
	}

	private static TypedSecurity typed(String side, Form form, Map<String, MultipartFile> files) {
		byte[] file = bytes(files.get(side + "keyStore"));
		boolean pem = file.length > 0 && new String(file, StandardCharsets.ISO_8859_1).contains(PEM);
		String text = pem ? new String(file, StandardCharsets.ISO_8859_1) : "";
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String line : form.value(side + "customParameters").split("\\R")) {
			int equals = line.indexOf('=');
			if (!line.isBlank()) {
				parameters.put(((equals < 0) ? line : line.substring(0, equals)).strip(),
						(equals < 0) ? "" : line.substring(equals + 1).strip());
			}
		}
		return new TypedSecurity(form.value(side + "type"), form.value(side + "username"),
				form.value(side + "password"), form.value(side + "grantType"), form.value(side + "tokenUrl"),
				form.value(side + "clientId"), form.value(side + "clientSecret"),
				List.of(form.value(side + "scopes").split("\\s+")), parameters, text, text,
				(pem || file.length == 0) ? null : file, form.value(side + "keyStorePassword"));
	}

	private static byte[] bytes(@Nullable MultipartFile file) {
		try {
			return (file == null) ? new byte[0] : file.getBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
