package org.gatehouse.web.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller of one of the platform's REST interfaces: its failures are answered in the
 * shape of {@link RestError}.
 */
@RestController
@RequestMapping
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RestApi {

	/**
	 * The path below which all the controller's operations are.
	 * @return such as {@code /api/am/publisher/v4}
	 */
	@AliasFor(annotation = RequestMapping.class, attribute = "path")
	String value();

}
