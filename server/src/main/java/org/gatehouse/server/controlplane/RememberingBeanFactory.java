package org.gatehouse.server.controlplane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Remembers which beans are of a generic type, as Spring itself does for other types.
 * Each security filter chain asks for some twenty generic types of customizers, most of
 * which nobody has: without this that is a sixth of a warm start.
 */
class RememberingBeanFactory extends DefaultListableBeanFactory {

	private static final long serialVersionUID = 1L;

	private final transient Map<Lookup, String[]> known = new ConcurrentHashMap<>();

	/** The parameters of a question, since each gives another answer. */
	private record Lookup(ResolvableType type, boolean nonSingletons, boolean eagerInit) {

	}

	@Override
	public String[] getBeanNamesForType(ResolvableType type, boolean includeNonSingletons, boolean allowEagerInit) {
		if (!type.hasGenerics() || !isConfigurationFrozen()) {
			return super.getBeanNamesForType(type, includeNonSingletons, allowEagerInit);
		}
		Lookup lookup = new Lookup(type, includeNonSingletons, allowEagerInit);
		String[] names = this.known.get(lookup);
		if (names == null) {
			// Not computed inside the map: the question may lead to others.
			names = super.getBeanNamesForType(type, includeNonSingletons, allowEagerInit);
			this.known.put(lookup, names);
		}
		return names.clone();
	}

	@Override
	public void registerSingleton(String beanName, Object singletonObject) {
		super.registerSingleton(beanName, singletonObject);
		this.known.clear();
	}

	@Override
	public void destroySingleton(String beanName) {
		super.destroySingleton(beanName);
		this.known.clear();
	}

	@Override
	protected void resetBeanDefinition(String beanName) {
		super.resetBeanDefinition(beanName);
		this.known.clear();
	}

}
