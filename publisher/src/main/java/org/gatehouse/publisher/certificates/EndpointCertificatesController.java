package org.gatehouse.publisher.certificates;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page for certificates that are trusted in backends.
 */
@Controller
class EndpointCertificatesController {

	private static final String PAGE = "/publisher/endpoint-certificates";

	private final EndpointCertificateService service;

	private final MessageSource messages;

	EndpointCertificatesController(EndpointCertificateService service, MessageSource messages) {
		this.service = service;
		this.messages = messages;
	}

	@GetMapping(PAGE)
	String list(Model model) {
		return page(Form.empty(), model);
	}

	private String page(Form form, Model model) {
		model.addAttribute("certificates", this.service.list(null, null));
		model.addAttribute("form", form);
		return "publisher/certificates/list";
	}

	@PostMapping(PAGE)
	String add(@RequestParam MultiValueMap<String, String> typed,
			@RequestParam(required = false) @Nullable MultipartFile certificate, Model model, RedirectAttributes flash,
			HttpServletResponse response) throws IOException {
		Form form = Form.of(typed);
		try {
			byte[] bytes = (certificate != null) ? certificate.getBytes() : new byte[0];
			this.service.add(form.value("alias").strip(), form.value("endpoint"), bytes);
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(form.refused(refusal), model);
		}
		flash.addFlashAttribute("flash", say("publisher.certificates.added"));
		return "redirect:" + PAGE;
	}

	@GetMapping(PAGE + "/{alias}/remove")
	String confirm(@PathVariable String alias, Model model) {
		model.addAttribute("certificate", this.service.get(alias));
		model.addAttribute("uses", this.service.uses(alias));
		return "publisher/certificates/remove";
	}

	@PostMapping(PAGE + "/{alias}/remove")
	String remove(@PathVariable String alias, RedirectAttributes flash) {
		this.service.remove(alias);
		flash.addFlashAttribute("flash", say("publisher.certificates.removed"));
		return "redirect:" + PAGE;
	}

	private String say(String key) {
		return this.messages.getMessage(key, null, LocaleContextHolder.getLocale());
	}

}
