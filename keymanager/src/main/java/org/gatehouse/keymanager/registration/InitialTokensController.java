package org.gatehouse.keymanager.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.db.oauth.InitialAccessToken;
import org.gatehouse.keymanager.people.UtcTime;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's page for tokens by which clients register themselves. A token
 * stands in the answer to the form that had it made and nowhere else.
 */
@Controller
class InitialTokensController {

	private static final String PAGE = "/admin/registration-tokens";

	private final InitialTokenService tokens;

	private final Clock clock;

	InitialTokensController(InitialTokenService tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	/**
	 * A token in the list.
	 *
	 * @param id the token
	 * @param label what it is for
	 * @param owner who made it
	 * @param used how often it was used, and how often it can be
	 * @param created when it was made
	 * @param expires until when it can be used
	 * @param usable whether it can be used now
	 */
	record Row(UUID id, String label, String owner, String used, String created, String expires, boolean usable) {

		static Row of(InitialAccessToken token, Instant now) {
			String used = (token.mostUses() != null) ? token.uses() + " / " + token.mostUses()
					: String.valueOf(token.uses());
			return new Row(token.id(), token.label(), token.owner(), used, UtcTime.of(token.createdAt()),
					UtcTime.of(token.expiresAt()), token.isUsable(now));
		}

	}

	@GetMapping(PAGE)
	ModelAndView list(PageRequest page, SignedInUser user) {
		return page(page, user, Form.of(Map.of("days", "1", "uses", "1")), null, HttpStatus.OK);
	}

	@PostMapping(PAGE)
	ModelAndView make(@RequestParam MultiValueMap<String, String> fields, SignedInUser user) {
		Form form = Form.of(fields);
		try {
			InitialTokenService.NewToken made = this.tokens.make(user.name(),
					new InitialTokenService.Wish(form.value("label"), fields.getOrDefault("scopes", List.of()),
							number("uses", form.value("uses")), days(form.value("days"))));
			return page(PageRequest.first(), user, Form.of(Map.of("days", "1", "uses", "1")), made.value(),
					HttpStatus.OK);
		}
		catch (Refusal refusal) {
			return page(PageRequest.first(), user, form.refused(refusal).renamed("expiry", "days"), null,
					HttpStatus.BAD_REQUEST);
		}
	}

	@PostMapping(PAGE + "/{id}/revoke")
	String revoke(@PathVariable UUID id, RedirectAttributes redirect) {
		InitialAccessToken revoked = this.tokens.revoke(id);
		redirect.addFlashAttribute("flash",
				"The token " + revoked.label() + " was revoked. Clients that it registered stay.");
		return "redirect:" + PAGE;
	}

	private ModelAndView page(PageRequest request, SignedInUser user, Form form, @Nullable String made,
			HttpStatus status) {
		Page<InitialAccessToken> found = this.tokens.list(request);
		Instant now = this.clock.instant();
		ModelAndView page = new ModelAndView("admin/registration-tokens", status);
		page.addObject("tokens", found.list().stream().map((token) -> Row.of(token, now)).toList());
		page.addObject("pager", Pager.of(PAGE, request.offset(), request.limit(), found.pagination().total()));
		page.addObject("scopes", this.tokens.scopesOf(user.name()));
		page.addObject("made", made);
		page.addObject("form", form);
		return page;
	}

	private static @Nullable Duration days(String typed) {
		Integer days = number("days", typed);
		return (days != null) ? Duration.ofDays(days) : null;
	}

	private static @Nullable Integer number(String field, String typed) {
		if (typed.isBlank()) {
			return null;
		}
		try {
			return Integer.valueOf(typed.strip());
		}
		catch (NumberFormatException _) {
			throw new BadRequest(field, typed, "a whole number");
		}
	}

}
