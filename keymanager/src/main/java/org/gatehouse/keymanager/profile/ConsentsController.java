package org.gatehouse.keymanager.profile;

import java.util.List;
import java.util.UUID;

import org.gatehouse.db.oauth.Consents;
import org.gatehouse.keymanager.consents.ConsentService;
import org.gatehouse.keymanager.people.UtcTime;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Everybody's page for the applications that may act for him.
 */
@Controller
class ConsentsController {

	private static final String PAGE = "/profile/applications";

	private final ConsentService consents;

	ConsentsController(ConsentService consents) {
		this.consents = consents;
	}

	/**
	 * A consent as the page shows it.
	 *
	 * @param clientId the row of the client
	 * @param client what it is called
	 * @param owner whom it belongs to, null for nobody
	 * @param scopes what it may use
	 * @param since since when
	 */
	record View(UUID clientId, String client, @Nullable String owner, List<String> scopes, String since) {

		static View of(Consents.Given given) {
			return new View(given.clientId(), given.client(), given.owner(), given.scopes(),
					UtcTime.of(given.grantedAt()));
		}

	}

	@GetMapping(PAGE)
	String list(SignedInUser user, Model model) {
		model.addAttribute("consents", this.consents.list(user.name()).stream().map(View::of).toList());
		return "profile/applications";
	}

	@PostMapping(PAGE + "/{clientId}/withdraw")
	String withdraw(SignedInUser user, @PathVariable UUID clientId, RedirectAttributes redirect) {
		this.consents.withdraw(user.name(), clientId);
		redirect.addFlashAttribute("flash", "The application may no longer act for you, and its tokens have ended.");
		return "redirect:" + PAGE;
	}

}
