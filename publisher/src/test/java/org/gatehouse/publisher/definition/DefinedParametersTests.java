package org.gatehouse.publisher.definition;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.runtime.OperationDefinition.Form;
import org.gatehouse.common.runtime.OperationDefinition.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DefinedParametersTests {

	private static java.util.List<Parameter> parameters(String head, String item, String operation, String rest) {
		return DefinedBodies
			.of(("{" + head + ",'paths':{'/a':{'parameters':[" + item + "],'get':{'parameters':[" + operation + "]}}}"
					+ rest + "}")
				.replace('\'', '"'))
			.of(HttpVerb.GET, new UrlPattern("/a"))
			.parameters();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			'in':'query','schema':{'type':'integer'}                                                | SINGLE
			'in':'query'                                                                            | SINGLE
			'in':'query','schema':{'type':'array'}                                                  | REPEATED
			'in':'query','schema':{'$ref':'#/components/schemas/L'}                                 | REPEATED
			'in':'query','schema':{'type':['array','null']},'explode':false                         | COMMAS
			'in':'query','schema':{'type':'array'},'style':'spaceDelimited'                         | BLANKS
			'in':'query','schema':{'type':'array'},'style':'pipeDelimited','explode':false          | BARS
			'in':'header','schema':{'type':'array'}                                                 | COMMAS
			'in':'path','schema':{'type':'string'},'style':'matrix'                                 | OTHER
			'in':'query','schema':{'type':'object'}                                                 | PROPERTIES
			'in':'query','schema':{'allOf':[{'$ref':'#/components/schemas/O'}]}                     | PROPERTIES
			'in':'query','schema':{'type':'object'},'explode':false                                 | PAIRS
			'in':'query','schema':{'type':'object'},'style':'deepObject'                            | BRACKETS
			'in':'query','schema':{'type':'object'},'style':'pipeDelimited'                         | OTHER
			'in':'query','schema':{'type':['object','null']},'style':'deepObject'                   | BRACKETS
			'in':'query','schema':{'type':['object','string']},'style':'deepObject'                 | OTHER
			'in':'header','schema':{'type':'object'}                                                | PAIRS
			'in':'path','schema':{'properties':{}},'explode':true                                   | ASSIGNMENTS
			'in':'cookie','schema':{'type':'integer'}                                               | SINGLE
			'in':'cookie','schema':{'type':'array'},'explode':false                                 | COMMAS
			'in':'cookie','schema':{'type':'array'}                                                 | OTHER
			'in':'cookie','schema':{'type':'object'},'explode':false                                | PAIRS
			'in':'cookie','schema':{'type':'object'}                                                | OTHER
			'in':'query','content':{'application/json':{'schema':{'type':'object'}}}                | JSON
			""")
	void howAValueIsWrittenIsRead(String parameter, Form form) {
		assertThat(parameters("'openapi':'3.0.1'", "", "{'name':'x'," + parameter + "}",
				",'components':{'schemas':{'L':{'type':'array'},'O':{'type':'object'}}}"))
			.singleElement()
			.extracting(Parameter::form)
			.isEqualTo(form);
	}

	@Test
	void anOperationsParametersGoBeforeThoseOfItsPath() {
		assertThat(parameters("'openapi':'3.0.1'",
				"{'name':'x','in':'query'},{'name':'X-A','in':'header','required':true},{'name':'c','in':'body'}",
				"{'name':'x','in':'query','required':true},{'name':'x-a','in':'header'}", ""))
			.extracting(Parameter::name, Parameter::required)
			.containsExactly(org.assertj.core.api.Assertions.tuple("x", true),
					org.assertj.core.api.Assertions.tuple("x-a", false));
	}

	@Test
	void anOldDocumentHasItsSchemasInTheParameters() {
		assertThat(parameters("'swagger':'2.0'", "",
				"{'name':'x','in':'query','type':'array','items':{'type':'integer'},'collectionFormat':'pipes'}", ""))
			.singleElement()
			.satisfies((parameter) -> {
				assertThat(parameter.form()).isEqualTo(Form.BARS);
				assertThat(parameter.schema())
					.isEqualTo("{\"allOf\":[{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}]}");
			});
	}

}
