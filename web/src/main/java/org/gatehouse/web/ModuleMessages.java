package org.gatehouse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Finds the texts of all modules: each has its own {@code messages/MODULE.properties}.
 */
final class ModuleMessages {

	private ModuleMessages() {
	}

	static ResourceBundleMessageSource find() {
		TreeSet<String> bundles = new TreeSet<>();
		try {
			for (Resource bundle : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:messages/*.properties")) {
				String file = Objects.requireNonNull(bundle.getFilename());
				String name = file.substring(0, file.length() - ".properties".length());
				if (!name.contains("_")) {
					bundles.add("messages/" + name);
				}
			}
		}
		catch (IOException unreadable) {
			throw new UncheckedIOException("the class path's messages cannot be listed", unreadable);
		}
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames(bundles.toArray(String[]::new));
		messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
		messages.setFallbackToSystemLocale(false);
		return messages;
	}

}
