using Microsoft.AspNetCore.Authorization;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>The scope of operators.</summary>
internal sealed class OperatorAccess : AuthorizationHandler<OperatorAccess>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OperatorAccess requirement)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return Task.CompletedTask;
        }

        if (ConsoleAccess.IsOperator(context.User))
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Fail(new(this, $"The token's scope does not include {ConsoleAccess.OperatorScope}."));
        }

        return Task.CompletedTask;
    }
}
