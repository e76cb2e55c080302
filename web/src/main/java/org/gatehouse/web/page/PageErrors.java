package org.gatehouse.web.page;

import java.util.Set;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.rest.RestErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is shown where a page cannot be: a page that says what happened and what to do,
 * with the request's id and never a stack trace. Paths of REST interfaces and of the
 * management API that lead nowhere are answered in the contract's shape.
 */
@Controller
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class PageErrors implements ErrorController {

	private static final Logger logger = LoggerFactory.getLogger(PageErrors.class);

	/** The messages have a title, a text and an advice for each of them. */
	private static final Set<Integer> EXPLAINED = Set.of(400, 403, 404, 409, 413, 500, 503);

	private final PageModel pageModel;

	PageErrors(PageModel pageModel) {
		this.pageModel = pageModel;
	}

	@ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
	void leaveToTheSecurityFilters(RuntimeException failure) {
		throw failure;
	}

	@ExceptionHandler
	Object refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
		logger.debug("refused: {} {}", refusal.status(), refusal.description());
		return answer(refusal.status(), refusal.description(), request, response);
	}

	@ExceptionHandler
	Object noSuchId(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request,
			HttpServletResponse response) {
		return refused(NotFound.of(mistyped.getName(), String.valueOf(mistyped.getValue())), request, response);
	}

	@ExceptionHandler
	Object broken(DataIntegrityViolationException violation, HttpServletRequest request, HttpServletResponse response) {
		return refused(Constraint.refusal(violation), request, response);
	}

	@ExceptionHandler
	Object overtaken(OptimisticLockingFailureException overtaken, HttpServletRequest request,
			HttpServletResponse response) {
		return answer(409, "Someone else changed this at the same time. Go back, reload and try again.", request,
				response);
	}

	/** Nobody is there any more who could be told. */
	@ExceptionHandler
	void gone(AsyncRequestNotUsableException gone, HttpServletResponse response) {
		logger.debug("the client has left", gone);
	}

	@ExceptionHandler
	Object failed(Exception failure, HttpServletRequest request, HttpServletResponse response) {
		if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
			// Which methods or media types there are instead.
			known.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
			return answer(known.getStatusCode().value(), null, request, response);
		}
		logger.error("a page failed: {} {}", request.getMethod(), request.getRequestURI(), failure);
		return answer(500, null, request, response);
	}

	/** What filters and the container refuse ends here. */
	@RequestMapping("/error")
	Object container(HttpServletRequest request, HttpServletResponse response) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return answer((status instanceof Integer code) ? code : 404, null, request, response);
	}

	private Object answer(int status, @Nullable String description, HttpServletRequest request,
			HttpServletResponse response) {
		String path = PageModel.path(request);
		if (isForPrograms(path)) {
			return ResponseEntity.status(status)
				.contentType(MediaType.APPLICATION_JSON)
				.body(RestErrors.body(status, (description != null) ? description
						: (status == 404) ? "The path leads nowhere: " + path : "The request cannot be answered"));
		}
		response.setStatus(status);
		ModelAndView page = new ModelAndView("error");
		page.addObject("kind", EXPLAINED.contains(status) ? status : (status < 500) ? 400 : 500);
		page.addObject("description", description);
		this.pageModel.fill(page, request);
		return page;
	}

	private static boolean isForPrograms(String path) {
		return path.startsWith("/api/") || path.startsWith("/client-registration/") || path.equals("/management")
				|| path.startsWith("/management/");
	}

}
