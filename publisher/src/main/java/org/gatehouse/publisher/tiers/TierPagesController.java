package org.gatehouse.publisher.tiers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The tiers of each level: how much passes, and who may subscribe on them.
 */
@Controller
class TierPagesController {

	private static final String COUNT = "defaultLimit.requestCount.requestCount";

	private static final String UNIT_TIME = "defaultLimit.requestCount.unitTime";

	private static final Map<String, Long> UNITS = Map.of("seconds", 1L, "minutes", 60L, "hours", 3600L, "days",
			86_400L);

	private final TierService tiers;

	private final MessageSource messages;

	TierPagesController(TierService tiers, MessageSource messages) {
		this.tiers = tiers;
		this.messages = messages;
	}

	@GetMapping("/publisher/tiers")
	String list(@RequestParam(defaultValue = "SUBSCRIPTION") String level, Model model) {
		TierLevel chosen = level(level);
		model.addAttribute("level", chosen);
		model.addAttribute("levels", TierLevel.values());
		model.addAttribute("tiers", this.tiers.list(chosen));
		return "publisher/tiers/list";
	}

	@GetMapping("/publisher/tiers/{level}/new")
	String fresh(@PathVariable String level, Model model) {
		return page(level(level), null,
				Form.of(Map.of("limit", "requests", "unit", "minutes", UNIT_TIME, "1", "stopOnQuotaReach", "true")),
				model);
	}

	@GetMapping("/publisher/tiers/{level}/{id}")
	String edit(@PathVariable String level, @PathVariable UUID id, Model model) {
		TierView tier = this.tiers.get(level(level), id);
		return page(level(level), tier, stored(tier), model);
	}

	private static String page(TierLevel level, @Nullable TierView tier, Form form, Model model) {
		model.addAttribute("level", level);
		model.addAttribute("tier", tier);
		model.addAttribute("form", form);
		model.addAttribute("units", List.of("seconds", "minutes", "hours", "days"));
		return "publisher/tiers/edit";
	}

	private static Form stored(TierView tier) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		String description = tier.description();
		values.set("policyName", tier.name());
		values.set("displayName", tier.displayName());
		values.set("description", (description != null) ? description : "");
		values.set("edition", Long.toString(tier.edition()));
		values.set("stopOnQuotaReach", Boolean.toString(tier.stopOnQuotaReach()));
		switch (tier.quota()) {
			case Quota.Unlimited _ -> {
				values.set("limit", "unlimited");
				values.set("unit", "minutes");
			}
			case Quota.Requests requests -> {
				long seconds = requests.window().toSeconds();
				String unit = List.of("days", "hours", "minutes", "seconds")
					.stream()
					.filter(name -> seconds % seconds(name) == 0)
					.findFirst()
					.orElse("seconds");
				values.set("limit", "requests");
				values.set(COUNT, Long.toString(requests.count()));
				values.set(UNIT_TIME, Long.toString(seconds / seconds(unit)));
				values.set("unit", unit);
			}
			case Quota.Bandwidth _ -> values.set("limit", "bandwidth");
		}
		TierAccess.Permission permission = tier.permission();
		values.set("permission", (permission == null) ? "" : permission.allow() ? "ALLOW" : "DENY");
		values.set("permissions.roles", (permission != null) ? String.join(", ", permission.roles()) : "");
		return Form.of(values);
	}

	private static long seconds(String unit) {
		return UNITS.getOrDefault(unit, 60L);
	}

	@PostMapping("/publisher/tiers/{level}/new")
	String create(@PathVariable String level, @RequestParam MultiValueMap<String, String> typed, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		return save(level(level), null, typed, model, flash, response);
	}

	@PostMapping("/publisher/tiers/{level}/{id}")
	String update(@PathVariable String level, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		return save(level(level), this.tiers.get(level(level), id), typed, model, flash, response);
	}

	private String save(TierLevel level, @Nullable TierView tier, MultiValueMap<String, String> fields, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>(fields);
		Form form = Form.of(typed);
		TierView saved = tier;
		try {
			TierDesign design = design(form, (tier != null) ? tier.name() : form.value("policyName").strip());
			saved = (tier == null) ? this.tiers.create(level, design)
					: this.tiers.update(level, tier.id(), design, "\"" + form.value("edition") + "\"");
			if (level == TierLevel.SUBSCRIPTION) {
				this.tiers.permit(level, saved.id(), permission(form.value("permission")),
						words(form.value("permissions.roles")));
			}
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			if (saved != null && saved != tier) {
				typed.set("edition", Long.toString(saved.edition()));
				typed.set("policyName", saved.name());
			}
			return page(level, saved, Form.of(typed).refused(refusal), model);
		}
		flash.addFlashAttribute("flash", this.messages.getMessage("publisher.tier.saved", new Object[] { saved.name() },
				LocaleContextHolder.getLocale()));
		return "redirect:/publisher/tiers?level=" + level;
	}

	private static TierDesign design(Form form, String name) {
		String description = form.value("description").isBlank() ? null : form.value("description").strip();
		if (form.value("limit").equals("unlimited")) {
			return new TierDesign(name, form.value("displayName"), description, null, null, true);
		}
		long count = number(form, COUNT);
		long window = number(form, UNIT_TIME) * seconds(form.value("unit"));
		return new TierDesign(name, form.value("displayName"), description, count, window,
				form.has("stopOnQuotaReach", "true"));
	}

	private static long number(Form form, String field) {
		String typed = form.value(field).strip();
		if (!typed.matches("[0-9]{1,9}")) {
			throw new BadRequest(field, typed, "a whole number, 1 or more");
		}
		return Long.parseLong(typed);
	}

	private static Tier.@Nullable PermissionType permission(String typed) {
		return switch (typed) {
			case "" -> null;
			case "ALLOW" -> Tier.PermissionType.ALLOW;
			case "DENY" -> Tier.PermissionType.DENY;
			default -> throw new BadRequest("permission", typed, "nothing, ALLOW or DENY");
		};
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).distinct().toList();
	}

	private static TierLevel level(String name) {
		for (TierLevel level : TierLevel.values()) {
			if (level.name().equals(name)) {
				return level;
			}
		}
		throw new BadRequest("level", name, "SUBSCRIPTION, APPLICATION or RESOURCE");
	}

}
