package org.gatehouse.server.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The backend of the sample API: a shelf of books in memory, on a loopback port.
 */
final class Bookshelf implements AutoCloseable {

	private static final int LARGEST_BODY = 10_000;

	private static final int MOST_BOOKS = 100;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpServer server;

	private final Map<Integer, Book> books = new LinkedHashMap<>();

	private Bookshelf(HttpServer server) {
		this.server = server;
		for (Book book : List.of(new Book(1, "The Left Hand of Darkness", "Ursula K. Le Guin"),
				new Book(2, "Roadside Picnic", "Arkady and Boris Strugatsky"),
				new Book(3, "Kindred", "Octavia E. Butler"))) {
			this.books.put(book.id(), book);
		}
	}

	/**
	 * Starts the backend.
	 * @param port where it listens on 127.0.0.1
	 * @return the running backend
	 * @throws IOException if the port cannot be had
	 */
	static Bookshelf start(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
		Bookshelf shelf = new Bookshelf(server);
		server.createContext("/books", shelf::handle);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return shelf;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Answer answer = answer(exchange);
			byte[] body = JSON.writeValueAsBytes(answer.body());
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			boolean bodiless = exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
			if (!bodiless) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	private Answer answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		return switch (exchange.getRequestMethod()) {
			case "GET", "HEAD" -> path.equals("/books") ? list() : find(path.substring("/books".length()));
			case "POST" -> path.equals("/books") ? add(exchange) : new Answer(405, new Problem("POST goes to /books"));
			default -> new Answer(405, new Problem("GET and POST are understood"));
		};
	}

	private synchronized Answer list() {
		return new Answer(200, Map.of("books", List.copyOf(this.books.values())));
	}

	private synchronized Answer find(String rest) {
		Book book = rest.matches("/\\d{1,9}") ? this.books.get(Integer.parseInt(rest.substring(1))) : null;
		return (book != null) ? new Answer(200, book) : new Answer(404, new Problem("There is no such book"));
	}

	private Answer add(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
		try {
			NewBook wanted = JSON.readValue(body, NewBook.class);
			String title = wanted.title();
			if (title == null || title.isBlank()) {
				return new Answer(400, new Problem("title: missing (expected: the book's title)"));
			}
			String author = wanted.author();
			return put(title, (author != null) ? author : "");
		}
		catch (JacksonException ex) {
			return new Answer(400, new Problem("The body is no book (expected: title and author)"));
		}
	}

	private synchronized Answer put(String title, String author) {
		if (this.books.size() >= MOST_BOOKS) {
			return new Answer(409, new Problem("The shelf is full"));
		}
		Book book = new Book(this.books.size() + 1, title, author);
		this.books.put(book.id(), book);
		return new Answer(201, book);
	}

	record Book(int id, String title, String author) {

	}

	record NewBook(@Nullable String title, @Nullable String author) {

	}

	record Problem(String message) {

	}

	private record Answer(int status, Object body) {

	}

}
