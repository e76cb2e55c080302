package org.gatehouse.keymanager.revocation;

import org.gatehouse.web.security.EndedSignIns;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's page for ending everything at once.
 */
@Controller
class RevocationController {

	private final TenantRevocation revocation;

	private final RevocationProgress progress;

	RevocationController(TenantRevocation revocation, RevocationProgress progress) {
		this.revocation = revocation;
		this.progress = progress;
	}

	@GetMapping("/admin/revocation")
	String show(@RequestParam(required = false) @Nullable String revoked, Model model) {
		model.addAttribute("live", this.revocation.countLive());
		model.addAttribute("apiKeys", this.revocation.countApiKeys());
		model.addAttribute("counted", TenantRevocation.COUNTED);
		if (revoked != null) {
			model.addAttribute("reach", this.progress.of(revoked).orElse(null));
		}
		return "admin/revocation";
	}

	@PostMapping("/admin/revocation")
	String revoke(Authentication authentication, RedirectAttributes redirect) {
		this.revocation.all(EndedSignIns.ofPortal(authentication))
			.ifPresent((key) -> redirect.addAttribute("revoked", key));
		redirect.addFlashAttribute("flash", "All tokens and API keys, and all sign-ins but yours, have ended.");
		return "redirect:/admin/revocation";
	}

}
