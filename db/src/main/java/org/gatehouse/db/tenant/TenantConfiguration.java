package org.gatehouse.db.tenant;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * Puts the two walls between tenants in place.
 */
@Configuration(proxyBeanMethods = false)
class TenantConfiguration {

	@Bean
	static CurrentTenant currentTenant() {
		return new CurrentTenant();
	}

	@Bean
	static BeanPostProcessor tenantBoundDataSources() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof DataSource dataSource && !(bean instanceof TenantBoundDataSource))
						? new TenantBoundDataSource(dataSource) : bean;
			}
		};
	}

	@Bean
	Starter tenantBindingStarter(DataSource dataSource) {
		return new Starter(dataSource);
	}

	/**
	 * From the end of the start on, no connection is handed out unbound.
	 */
	static class Starter {

		private final DataSource dataSource;

		Starter(DataSource dataSource) {
			this.dataSource = dataSource;
		}

		@EventListener
		void started(ContextRefreshedEvent event) {
			if (this.dataSource instanceof TenantBoundDataSource bound) {
				bound.started();
			}
		}

	}

}
