package org.gatehouse.store.applications;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationCounts;
import org.gatehouse.db.application.ApplicationRepository;

import org.springframework.stereotype.Component;

/**
 * Shows applications. To be used within a service's transaction.
 */
@Component
public class ApplicationViews {

	private final ApplicationRepository applications;

	ApplicationViews(ApplicationRepository applications) {
		this.applications = applications;
	}

	/**
	 * Shows an application.
	 * @param application a stored application
	 * @return its view
	 */
	public ApplicationView of(Application application) {
		return of(List.of(application)).getFirst();
	}

	/**
	 * Shows applications with one query for all their counts.
	 * @param found stored applications, with owner and tier
	 * @return their views in the same order
	 */
	public List<ApplicationView> of(Collection<Application> found) {
		List<UUID> ids = found.stream().map(Application::getId).distinct().toList();
		Map<UUID, ApplicationCounts> counts = ids.isEmpty() ? Map.of()
				: this.applications.count(ids)
					.stream()
					.collect(Collectors.toMap(ApplicationCounts::id, (count) -> count));
		return found.stream().map((application) -> {
			UUID id = application.getId();
			ApplicationCounts count = counts.getOrDefault(id, ApplicationCounts.none(id));
			return new ApplicationView(id, application.name(), application.tier().name(), application.description(),
					application.tokenFormat(), application.owner().userName(), count.subscriptions(), count.keys(),
					application.rowVersion(), application.createdAt(), application.updatedAt());
		}).toList();
	}

}
