package org.gatehouse.server.controlplane;

import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.data.repository.Repository;

/**
 * Lets a bean have its repositories before Hibernate is ready: whoever is given one gets
 * a stand-in that waits at its first call. Spring Data does the same for deferred
 * repositories, but not where the beans were found at build time.
 */
class LateRepositories extends ContextAnnotationAutowireCandidateResolver {

	@Override
	protected boolean isLazy(DependencyDescriptor descriptor) {
		return super.isLazy(descriptor) || Repository.class.isAssignableFrom(descriptor.getDependencyType());
	}

}
